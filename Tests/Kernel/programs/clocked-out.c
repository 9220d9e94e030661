/// A device that holds SDA until it has seen its clocks, on lines of gpio-sim.
///
///   clocked-out CHIP_SYSFS SCL SDA PULSES     holds SDA, counts rising edges of SCL, lets go, prints "N pulses"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_attribute(const char *chip, const char *line, const char *name, int mode) {
  char path[512];
  snprintf(path, sizeof path, "%s/sim_gpio%s/%s", chip, line, name);
  int descriptor = open(path, mode);
  if (descriptor < 0) perror(path), exit(1);
  return descriptor;
}

static void pull(int descriptor, const char *to) {
  if (pwrite(descriptor, to, strlen(to), 0) < 0) perror("pull"), exit(1);
}

static int level(int descriptor) {
  char value = '0';
  if (pread(descriptor, &value, 1, 0) < 1) perror("value"), exit(1);
  return value == '1';
}

int main(int count, char **arguments) {
  if (count != 5) return fprintf(stderr, "usage: clocked-out CHIP_SYSFS SCL SDA PULSES\n"), 2;
  int clock = open_attribute(arguments[1], arguments[2], "value", O_RDONLY);
  int data = open_attribute(arguments[1], arguments[3], "pull", O_WRONLY);
  int wanted = atoi(arguments[4]), seen = 0, before = 1;
  pull(data, "pull-down");
  while (seen < wanted) {
    int now = level(clock);
    seen += now && !before;
    // Between pulses there is nothing to see for seconds; within them it must not sleep.
    if (before && now && seen == 0) usleep(200);
    before = now;
  }
  pull(data, "pull-up");
  printf("%d pulses\n", seen);
}
