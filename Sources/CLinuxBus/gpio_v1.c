// GPIO lines by libgpiod 1.6 (Debian 12).
#include "clb_gpio_chip.h"

#ifdef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>

#include "clb_deadline.h"

struct clb_gpio_line {
  struct gpiod_chip *chip;
  struct gpiod_line *line;
  bool output;
  bool edges;
};

const char *clb_gpio_library_version(void) { return gpiod_version_string(); }

int clb_gpio_read_chip_info(struct gpiod_chip *chip, clb_gpio_chip_info *info) {
  clb_gpio_copy_name(info->name, gpiod_chip_name(chip));
  clb_gpio_copy_name(info->label, gpiod_chip_label(chip));
  info->line_count = gpiod_chip_num_lines(chip);
  return 0;
}

int clb_gpio_describe_line(const char *chip, uint32_t offset, clb_gpio_line_info *info) {
  struct gpiod_chip *opened;
  int result = clb_gpio_open_chip(chip, &opened);
  if (result < 0) return result;
  errno = 0;
  struct gpiod_line *line = gpiod_chip_get_line(opened, offset);
  if (line) {
    clb_gpio_copy_name(info->name, gpiod_line_name(line));
    clb_gpio_copy_name(info->consumer, gpiod_line_consumer(line));
    info->used = gpiod_line_is_used(line);
    info->output = gpiod_line_direction(line) == GPIOD_LINE_DIRECTION_OUTPUT;
    info->active_low = gpiod_line_active_state(line) == GPIOD_LINE_ACTIVE_STATE_LOW;
  } else {
    result = clb_gpio_failure();
  }
  gpiod_chip_close(opened);
  return result;
}

int clb_gpio_find_line(const char *chip, const char *name) {
  struct gpiod_chip *opened;
  int result = clb_gpio_open_chip(chip, &opened);
  if (result < 0) return result;
  struct gpiod_line *line = gpiod_chip_find_line(opened, name);
  result = line ? (int)gpiod_line_offset(line) : -ENOENT;
  gpiod_chip_close(opened);
  return result;
}

static int request_line(const char *chip, uint32_t offset, const struct gpiod_line_request_config *config, bool active,
                        clb_gpio_line **line) {
  clb_gpio_line *made = calloc(1, sizeof *made);
  if (!made) return -ENOMEM;
  int result = clb_gpio_open_chip(chip, &made->chip);
  if (result < 0) {
    free(made);
    return result;
  }
  errno = 0;
  made->line = gpiod_chip_get_line(made->chip, offset);
  if (!made->line || gpiod_line_request(made->line, config, active) < 0) {
    result = clb_gpio_failure();
    clb_gpio_release(made);
    return result;
  }
  *line = made;
  return 0;
}

static int drive_flag(clb_gpio_drive drive) {
  switch (drive) {
    case CLB_GPIO_DRIVE_OPEN_DRAIN: return GPIOD_LINE_REQUEST_FLAG_OPEN_DRAIN;
    case CLB_GPIO_DRIVE_OPEN_SOURCE: return GPIOD_LINE_REQUEST_FLAG_OPEN_SOURCE;
    default: return 0;
  }
}

static int bias_flag(clb_gpio_bias bias) {
  switch (bias) {
    case CLB_GPIO_BIAS_DISABLED: return GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    case CLB_GPIO_BIAS_PULL_UP: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP;
    case CLB_GPIO_BIAS_PULL_DOWN: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    default: return 0;
  }
}

static int input_type(clb_gpio_edge edge) {
  switch (edge) {
    case CLB_GPIO_EDGE_RISING: return GPIOD_LINE_REQUEST_EVENT_RISING_EDGE;
    case CLB_GPIO_EDGE_FALLING: return GPIOD_LINE_REQUEST_EVENT_FALLING_EDGE;
    case CLB_GPIO_EDGE_BOTH: return GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES;
    default: return GPIOD_LINE_REQUEST_DIRECTION_INPUT;
  }
}

int clb_gpio_request_output(const char *chip, uint32_t offset, bool active_low, bool active, clb_gpio_drive drive,
                            const char *consumer, clb_gpio_line **line) {
  struct gpiod_line_request_config config = {
      .consumer = consumer,
      .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
      .flags = drive_flag(drive) | (active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0),
  };
  int result = request_line(chip, offset, &config, active, line);
  if (result == 0) (*line)->output = true;
  return result;
}

int clb_gpio_request_input(const char *chip, uint32_t offset, bool active_low, clb_gpio_bias bias, clb_gpio_edge edge,
                           const char *consumer, clb_gpio_line **line) {
  struct gpiod_line_request_config config = {
      .consumer = consumer,
      .request_type = input_type(edge),
      .flags = bias_flag(bias) | (active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0),
  };
  int result = request_line(chip, offset, &config, false, line);
  if (result == 0) (*line)->edges = edge != CLB_GPIO_EDGE_NONE;
  return result;
}

int clb_gpio_set(clb_gpio_line *line, bool active) {
  if (!line->output) return -EPERM;
  errno = 0;
  return gpiod_line_set_value(line->line, active) < 0 ? clb_gpio_failure() : 0;
}

int clb_gpio_get(clb_gpio_line *line) {
  errno = 0;
  int value = gpiod_line_get_value(line->line);
  return value < 0 ? clb_gpio_failure() : value;
}

int clb_gpio_descriptor(clb_gpio_line *line) {
  if (!line->edges) return -EINVAL;
  errno = 0;
  int descriptor = gpiod_line_event_get_fd(line->line);
  return descriptor < 0 ? clb_gpio_failure() : descriptor;
}

int clb_gpio_wait_edge(clb_gpio_line *line, int timeout_ms, clb_gpio_event *event) {
  short events = 0;
  int descriptor = clb_gpio_descriptor(line);
  if (descriptor < 0) return descriptor;
  int result = clb_poll(descriptor, POLLIN, clb_deadline(timeout_ms), &events);
  if (result <= 0) return result;
  if (!(events & POLLIN)) return -ENODEV;
  struct gpiod_line_event change;
  errno = 0;
  if (gpiod_line_event_read(line->line, &change) < 0) return clb_gpio_failure();
  event->rising = change.event_type == GPIOD_LINE_EVENT_RISING_EDGE;
  event->timestamp_ns = (uint64_t)change.ts.tv_sec * 1000000000u + (uint64_t)change.ts.tv_nsec;
  return 1;
}

void clb_gpio_release(clb_gpio_line *line) {
  if (!line) return;
  // Closing the chip releases its lines.
  gpiod_chip_close(line->chip);
  free(line);
}

#endif
