/// The seam's GPIO lines against a gpio-sim chip: seam-lines LABEL DEVICE SYSFS-FOLDER LIBGPIOD-VERSION-PREFIX
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "CLinuxBus.h"
#include "report.h"

static const char *label, *device, *sysfs;

/// What the other side of the line sees, or drives when `text` is not null.
static int pin(int line, const char *attribute, const char *text) {
  char path[512];
  int value = -1;
  snprintf(path, sizeof path, "%s/sim_gpio%d/%s", sysfs, line, attribute);
  FILE *file = fopen(path, text ? "w" : "r");
  if (!file) return perror(path), -1;
  if (text) fputs(text, file);
  else if (fscanf(file, "%d", &value) != 1) value = -1;
  fclose(file);
  return value;
}

static int value_of(int line) { return pin(line, "value", NULL); }
static void pull_up(int line) { pin(line, "pull", "pull-up"); }
static void pull_down(int line) { pin(line, "pull", "pull-down"); }

static void test_chip(void) {
  clb_gpio_chip_info info;
  clb_gpio_line_info line_info;
  clb_gpio_line *line = NULL;
  check_number("a chip is found by its label", 0, clb_gpio_describe_chip(label, &info));
  check_text("its label is told", label, info.label);
  check_number("its number of lines is told", 8, info.line_count);
  check_number("a chip is found by its path", 0, clb_gpio_describe_chip(device, &info));
  check_number("a chip is found by its device name", 0, clb_gpio_describe_chip(strrchr(device, '/') + 1, &info));
  check_number("an unknown label is ENOENT", -ENOENT, clb_gpio_describe_chip("no-such-chip", &info));
  check_number("a label that two chips carry is ENOTUNIQ", -ENOTUNIQ, clb_gpio_describe_chip("twins", &info));
  check_number("a line is found by its name", 5, clb_gpio_find_line(label, "BATTERY_GOOD"));
  check_number("an unknown name is ENOENT", -ENOENT, clb_gpio_find_line(label, "NO_SUCH_LINE"));
  check_number("an offset past the chip is EINVAL", -EINVAL, clb_gpio_describe_line(label, 99, &line_info));
  check_number("a request past the chip is EINVAL", -EINVAL,
               clb_gpio_request_output(label, 99, false, false, CLB_GPIO_DRIVE_PUSH_PULL, "test", &line));
}

static void test_output(void) {
  clb_gpio_line *line = NULL, *second = NULL;
  clb_gpio_line_info info;
  clb_gpio_event event;
  check_number("an output is requested active", 0,
               clb_gpio_request_output(label, 0, false, true, CLB_GPIO_DRIVE_PUSH_PULL, "akkurat: relay", &line));
  check_number("it drives its pin high from the start", 1, value_of(0));
  clb_gpio_describe_line(label, 0, &info);
  check_text("the kernel names its consumer", "akkurat: relay", info.consumer);
  check_number("the kernel shows it used, an output", 3, info.used + 2 * info.output);
  check_number("a second request is EBUSY", -EBUSY,
               clb_gpio_request_output(label, 0, false, false, CLB_GPIO_DRIVE_PUSH_PULL, "thief", &second));
  check_number("it is set inactive", 0, clb_gpio_set(line, false));
  check_number("the pin follows", 0, value_of(0));
  check_number("its own value is read back", 0, clb_gpio_get(line));
  check_number("an output has no edges", -EINVAL, clb_gpio_wait_edge(line, 0, &event));
  clb_gpio_set(line, true);
  clb_gpio_release(line);
  check_number("a released line falls back to its pull", 0, value_of(0));
  clb_gpio_describe_line(label, 0, &info);
  check_number("the kernel shows it free", 0, info.used);
  check_number("it can be requested again", 0,
               clb_gpio_request_output(label, 0, true, true, CLB_GPIO_DRIVE_PUSH_PULL, "test", &line));
  check_number("active low: active is a low pin", 0, value_of(0));
  clb_gpio_set(line, false);
  check_number("active low: inactive is a high pin", 1, value_of(0));
  clb_gpio_release(line);
}

static void test_open_drain(void) {
  clb_gpio_line *line = NULL;
  pull_up(1);
  check_number("an open-drain output is requested", 0,
               clb_gpio_request_output(label, 1, false, false, CLB_GPIO_DRIVE_OPEN_DRAIN, "test", &line));
  check_number("it holds its pin low", 0, value_of(1));
  pull_down(1);
  pull_up(1);
  check_number("against a pull-up", 0, value_of(1));
  clb_gpio_set(line, true);
  check_number("let go, the pin follows its pull-up", 1, value_of(1));
  pull_down(1);
  check_number("and whoever pulls it down: it is not driven", 0, value_of(1));
  check_number("which the seam reads as well", 0, clb_gpio_get(line));
  clb_gpio_release(line);
}

static void test_input(void) {
  clb_gpio_line *line = NULL;
  clb_gpio_event event;
  pull_down(2);
  check_number("an input is requested", 0,
               clb_gpio_request_input(label, 2, false, CLB_GPIO_BIAS_AS_IS, CLB_GPIO_EDGE_NONE, "test", &line));
  check_number("it reads low", 0, clb_gpio_get(line));
  pull_up(2);
  check_number("it reads high", 1, clb_gpio_get(line));
  check_number("an input cannot be driven", -EPERM, clb_gpio_set(line, true));
  check_number("without edges there is nothing to wait for", -EINVAL, clb_gpio_wait_edge(line, 0, &event));
  clb_gpio_release(line);
  pull_down(2);
  check_number("an input takes the chip's pull-up", 0,
               clb_gpio_request_input(label, 2, false, CLB_GPIO_BIAS_PULL_UP, CLB_GPIO_EDGE_NONE, "test", &line));
  check_number("and reads high with nothing connected", 1, clb_gpio_get(line));
  clb_gpio_release(line);
  clb_gpio_request_input(label, 2, true, CLB_GPIO_BIAS_PULL_UP, CLB_GPIO_EDGE_NONE, "test", &line);
  check_number("active low: a high pin is inactive", 0, clb_gpio_get(line));
  clb_gpio_release(line);
}

static void test_edges(void) {
  clb_gpio_line *line = NULL;
  clb_gpio_event first = {0}, second = {0}, third = {0};
  pull_down(3);
  check_number("an input with edges is requested", 0,
               clb_gpio_request_input(label, 3, false, CLB_GPIO_BIAS_AS_IS, CLB_GPIO_EDGE_BOTH, "test", &line));
  check_number("no change: time is up", 0, clb_gpio_wait_edge(line, 20, &first));
  pull_up(3);
  usleep(2000);
  pull_down(3);
  check_number("the first change arrives", 1, clb_gpio_wait_edge(line, 2000, &first));
  check_number("the second change arrives", 1, clb_gpio_wait_edge(line, 2000, &second));
  check_number("the oldest comes first: rising, falling", 2, first.rising * 2 + second.rising);
  check_number("their times are in order", 1, first.timestamp_ns > 0 && second.timestamp_ns > first.timestamp_ns);
  check_number("the line's value is there as well", 0, clb_gpio_get(line));
  check_number("no third one", 0, clb_gpio_wait_edge(line, 20, &third));
  clb_gpio_release(line);
  clb_gpio_request_input(label, 3, true, CLB_GPIO_BIAS_AS_IS, CLB_GPIO_EDGE_RISING, "test", &line);
  pull_up(3);
  check_number("active low, rising only: a pin going high is no event", 0, clb_gpio_wait_edge(line, 20, &first));
  pull_down(3);
  check_number("active low, rising only: a pin going low is one", 1, clb_gpio_wait_edge(line, 2000, &first));
  clb_gpio_release(line);
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  label = arguments[1], device = arguments[2], sysfs = arguments[3];
  char version[3] = {0};
  strncpy(version, clb_gpio_library_version(), 2);
  check_text("it runs on the libgpiod it was built for", arguments[4], version);
  test_chip();
  test_output();
  test_open_drain();
  test_input();
  test_edges();
  return finish();
}
