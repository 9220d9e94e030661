# What a case may use. A case is sourced after this with `set -eu -o pipefail` in an empty folder of its own, as root.
# shellcheck shell=bash

# ok TEXT / not_ok TEXT / skip TEXT: one line of the report, stating a rule.
ok() { echo "ok - $*" | tee -a "$report"; }
not_ok() { echo "not ok - $*" | tee -a "$report"; }
skip() { echo "skip - $*" | tee -a "$report"; }

# check TEXT COMMAND…: ok if the command succeeds.
check() {
  local text=$1
  shift
  if "$@"; then ok "$text"; else not_ok "$text"; fi
}

# refuse TEXT COMMAND…: ok if the command fails.
refuse() {
  local text=$1
  shift
  if "$@"; then not_ok "$text"; else ok "$text"; fi
}

# same TEXT EXPECTED SEEN: ok if both are equal.
same() {
  if [ "$2" = "$3" ]; then ok "$1"; else
    not_ok "$1"
    echo "  expected: $2"
    echo "  seen:     $3"
  fi
}

# between TEXT LOW HIGH SEEN: ok if LOW <= SEEN <= HIGH, whole numbers.
between() {
  if [ "$4" -ge "$2" ] && [ "$4" -le "$3" ]; then ok "$1"; else
    not_ok "$1"
    echo "  expected: $2...$3"
    echo "  seen:     $4"
  fi
}

# pause SECONDS: as sleep, but without a process, which takes the emulated processor longer than the pause.
exec {silence}<> <(:)
pause() { read -r -t "$1" -u "$silence" || true; }

# within SECONDS COMMAND…: repeats the command until it succeeds; fails when time is up.
within() {
  local end=$((EPOCHSECONDS + $1))
  shift
  until "$@"; do
    [ "$EPOCHSECONDS" -lt "$end" ] || return 1
    pause 0.2
  done
}

# throughout SECONDS COMMAND…: repeats the command for that long; fails as soon as it does.
throughout() {
  local end=$((EPOCHSECONDS + $1))
  shift
  while [ "$EPOCHSECONDS" -lt "$end" ]; do
    "$@" || return 1
    pause 0.2
  done
}

# run_program PROGRAM…: a program that writes "ok - …" lines itself; they go to the report.
run_program() {
  local status=0
  "$@" > program.out || status=$?
  cat program.out
  grep -E '^(ok|not ok|skip) - ' program.out >> "$report" || status=1
  [ "$status" = 0 ] || not_ok "${1##*/} runs to its end (exit $status)"
}

# start COMMAND…: in the background; stopped when the case ends.
start() {
  # Without a number of its own standard input would be empty in the background.
  { "$@" <&7 & } 7<&0
  started+=($!)
}
started=()
stop_started() {
  [ ${#started[@]} = 0 ] || kill "${started[@]}" 2> /dev/null || true
  started=()
}
clean_up() {
  stop_started
  sleep 0.5
  remove_chips
  echo 0 > /sys/module/bus_wires/parameters/hold
  echo -1 > /sys/module/bus_wires/parameters/adapter
  modprobe -rq ti-ads1015 || true
  rmmod ina2xx ina3221 spi-mcp3208 2> /dev/null || true
  modprobe -rq i2c-stub || true
}
trap clean_up EXIT

# new_chip NAME LINES: a gpio-sim chip labelled NAME. Sets chip_device and chip_sysfs (…/sim_gpioN/value, pull).
# Lines may be named before: mkdir -p $gpio_sim/NAME/bank0/lineN and write its name.
gpio_sim=/sys/kernel/config/gpio-sim
new_chip() {
  local folder=$gpio_sim/$1
  mkdir -p "$folder/bank0"
  echo "$2" > "$folder/bank0/num_lines"
  echo "$1" > "$folder/bank0/label"
  echo 1 > "$folder/live"
  chip_device=/dev/$(cat "$folder/bank0/chip_name")
  chip_sysfs=/sys/devices/platform/$(cat "$folder/dev_name")/$(cat "$folder/bank0/chip_name")
}

# remove_chips: all gpio-sim chips, so that the next case finds none.
remove_chips() {
  local folder
  for folder in "$gpio_sim"/*; do
    [ -d "$folder" ] || continue
    [ "$(cat "$folder/live")" = 0 ] || echo 0 > "$folder/live"
    find "$folder" -depth -mindepth 1 -type d -exec rmdir {} +
    rmdir "$folder"
  done
}

# line_value N / pull N up|down: the other side of line N of the chip made last.
line_value() {
  local value
  read -r value < "$chip_sysfs/sim_gpio$1/value"
  echo "$value"
}
pull() { echo "pull-$2" > "$chip_sysfs/sim_gpio$1/pull"; }

# adapter_number NAME: N of the adapter /dev/i2c-N with that name.
adapter_number() {
  local path
  for path in /sys/class/i2c-adapter/i2c-*; do
    case $(cat "$path/name") in "$1"*) echo "${path##*-}"; return ;; esac
  done
  return 1
}

# virtio_port NAME: the device that leads to the host's end of that name.
virtio_port() {
  local path
  for path in /sys/class/virtio-ports/*; do
    if [ "$(cat "$path/name")" = "$1" ]; then echo "/dev/${path##*/}" && return; fi
  done
  return 1
}

# start_bus: the virtual boards (one, two, three at 8, 9, 10) on an adapter of the kernel, freshly powered up.
# Sets bus, its number, and bus_process, which holds it.
start_bus() {
  local board
  for board in one two three; do
    boards hold-sda $board off
    boards power $board off
    boards power $board on
  done > /dev/null
  plug_bus
  within 5 i2ctransfer -y "$bus" w1@10 0x53 r3 > /dev/null
}
plug_bus() {
  start "$programs/i2c-forward" "$(virtio_port bus)" > bus.log
  bus_process=${started[-1]}
  within 5 grep -q adapter bus.log
  bus=$(awk '{ print $2 }' bus.log)
}

# boards COMMAND…: a command of doc/virtual-boards.md; prints the answer. One at a time: the port has room for one.
boards() {
  local answer
  exec 4> /run/lock/boards
  flock 4
  exec 3<> "$(virtio_port control)"
  echo "$*" >&3
  read -r -t 5 answer <&3 || true
  exec 3>&- 4>&-
  [ "$answer" = ok ] || echo "$answer"
  [ "${answer%% *}" = ok ]
}

# wire_power LINE=NAME…: from now on the lines of the chip made last switch the boards' supply, as relays would.
wire_power() {
  local wire
  for wire; do start follow_line "${wire%%=*}" "${wire#*=}"; done
}
follow_line() {
  local seen=unknown value
  while pause 0.05; do
    read -r value 2> /dev/null < "$chip_sysfs/sim_gpio$1/value" || return 0
    [ "$value" != "$seen" ] || continue
    seen=$value
    if [ "$value" = 1 ]; then boards power "$2" on; else boards power "$2" off; fi
  done
}

# start_pool: a pool on port 2811 whose log is pool.log.
start_pool() {
  start "$programs/pool" 2811 "$programs/jobs" > pool.log
  within 10 grep -q ready pool.log
}
