# A whole rig for the cases with the built command: a battery behind an INA219 and, once more, behind the kernel's hwmon
# driver; three boards, each fed by its line; a pool.
# shellcheck shell=bash

# need_akkurat: ends the case, with a word, where there is no built command.
need_akkurat() {
  [ -n "$akkurat" ] || { skip "needs the built command, see --akkurat"; exit 0; }
}

# start_sensors: INA219s of battery (0x40) and panel (0x41) on an adapter of their own, and the battery's voltage on hwmon.
# Sets sensor_bus and hwmon. `chips` changes the first two while they run, as i2c-registers takes it on standard input.
start_sensors() {
  mkfifo chips.fifo
  exec 6<> chips.fifo
  start "$programs/i2c-registers" 0x40 0=0x399f 0x41 0=0x399f < chips.fifo > trace
  within 5 grep -q adapter trace
  sensor_bus=$(awk 'NR == 1 { print $2 }' trace)
  modprobe i2c-stub chip_addr=0x40
  insmod "$modules/ina2xx.ko"
  stub_bus=$(adapter_number SMBus)
  echo ina219 0x40 > "/sys/bus/i2c/devices/i2c-$stub_bus/new_device"
  hwmon=$(echo "/sys/bus/i2c/devices/$stub_bus-0040/hwmon/hwmon"*)
  battery 14000 300
  panel 14100 1500
  start move_last_bit
}
chips() { echo "$*" >&6; }

# battery MILLIVOLTS MILLIAMPERES / panel …: as both see it from now on; 4 mV and, by the shunt of 0.1 ohm, 0.1 mA a step.
battery() {
  chips "0x40 2=$((($1 / 4) << 3 | 2))~8 1=$(($2 * 10))~1"
  # In one step: whoever reads it meanwhile must not find it empty.
  echo "$1" > battery.mv.new
  mv battery.mv.new battery.mv
}
panel() { chips "0x41 2=$((($1 / 4) << 3 | 2))~8 1=$(($2 * 10))~1"; }

# The register behind hwmon follows; its last bit moves as a real converter's does.
move_last_bit() {
  local odd=0 word
  local millivolts
  while pause 0.5; do
    odd=$((1 - odd))
    read -r millivolts < battery.mv
    word=$(((millivolts / 4 + odd) << 3))
    i2cset -f -y "$stub_bus" 0x40 0x02 $(((word & 0xff) << 8 | word >> 8)) w
  done
}

# start_victron MILLIVOLTS WATTS: an MPPT on the other end of /dev/ttyUSB0, a block a second, checksum and all.
start_victron() {
  stty -F /dev/ttyS1 19200 raw -echo
  start victron "$@"
}
victron() {
  local block sum=0 place
  block=$(printf '\r\nPID\t0xA053\r\nV\t%d\r\nI\t1230\r\nVPV\t17340\r\nPPV\t%d\r\nCS\t3\r\nChecksum\t.' "$@")
  block=${block%.}
  for ((place = 0; place < ${#block}; place++)); do sum=$((sum + $(printf '%d' "'${block:place:1}"))); done
  # A byte of 0 cannot stand in a variable, so it is written on its own.
  while pause 1; do
    { printf '%s' "$block" && printf "\\x$(printf '%02x' $((-sum & 0xff)))"; } > /dev/ttyS1
  done
}

# write_configuration: rig.yaml for all of it; what recovery, extra, times, feedback, sensors and settle hold is added to it. Times are
# short, thresholds are the chemistry's.
recovery= extra= times= feedback= sensors= settle=
write_configuration() {
  cat > rig.yaml << YAML
rig:
  battery: {chemistry: lifepo4, cells: 4, capacity: "20 Ah"}
protection:
  {min_on: "2 s", min_off: "2 s", ramp: "1 s", recovery: "3 s", stale_hold: "3 s", stale_off: "6 s", floor_debounce: "2 s",
  resume_hold: "5 s"$times}
buses:
  sensors: {path: /dev/i2c-$sensor_bus}
  boards: {path: /dev/i2c-$bus$recovery}
sensors:
  - {name: battery, type: ina219, bus: sensors, address: 0x40, shunt: "0.1 ohm", max_current: "3 A", measures: battery}
  - {name: panel, type: ina219, bus: sensors, address: 0x41, shunt: "0.1 ohm", max_current: "3 A", measures: panel}
  - {name: again, type: hwmon, path: "$hwmon/in1_input", as: battery_voltage}
$sensors
switches:
  - {name: s1, type: gpio, chip: relays, line: 1$settle$feedback}
  - {name: s2, type: gpio, chip: relays, line: 2$settle}
  - {name: s3, type: gpio, chip: relays, line: 3$settle}
boards:
  - {name: one, bus: boards, address: 8, dialect: classic, switch: s1}
  - {name: two, bus: boards, address: 9, dialect: classic, switch: s2}
  - {name: three, bus: boards, address: 10, dialect: akkurat, switch: s3}
pool: {user: owner, nodes: ["127.0.0.1:2811"], motd: false, tier: AVR}
service: {state: $PWD/state, socket: $PWD/socket, log: debug}
$extra
YAML
}

# start_rig: everything above, and the command. Sets agent, its process; its log is akkurat.log.
start_rig() {
  echo 20 > /sys/module/i2c_user/parameters/patience
  start_bus
  start_sensors
  start_pool
  new_chip relays 4
  wire_power 1=one 2=two 3=three
  mkdir -p state
  write_configuration
  start_agent
}
start_agent() {
  start "$akkurat" run --config rig.yaml 2>> akkurat.log
  agent=${started[-1]}
  within 150 test -S socket || { cat akkurat.log && exit 1; }
}

# take_status: asks the command and keeps the answer; told FILTER: a value of it, by jq.
take_status() { "$akkurat" status --socket socket --json > status.json; }
told() { jq -r "$1" status.json; }

# workers_with_shares: how many of the pool's connections had a share accepted, by the pool's own log.
workers_with_shares() { awk '$1 == "good" { seen[$2]++ } END { print length(seen) }' pool.log; }

# relays: the lines that feed boards one, two and three, as the other side sees them.
relays() {
  local line value all=
  for line in 1 2 3; do read -r value < "$chip_sysfs/sim_gpio$line/value" && all+=$value; done
  echo "$all"
}
relays_are() { [ "$(relays)" = "$1" ]; }
