# What the cases of both libgpiod generations share.
# shellcheck shell=bash

# seam_lines GENERATION: three chips, two of them with the same label, and the test program of that generation.
seam_lines() {
  local twin
  mkdir -p "$gpio_sim/rig/bank0/line5"
  echo BATTERY_GOOD > "$gpio_sim/rig/bank0/line5/name"
  new_chip rig 8
  for twin in "$gpio_sim"/{first,second}; do
    mkdir -p "$twin/bank0"
    echo twins > "$twin/bank0/label"
    echo 1 > "$twin/live"
  done
  run_program "$programs/seam-lines-$1" rig "$chip_device" "$chip_sysfs" "$1."
}
