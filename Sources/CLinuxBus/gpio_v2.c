// GPIO lines by libgpiod 2.x (Debian 13).
#include "clb_gpio_chip.h"

#ifndef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>

#include "clb_deadline.h"

struct clb_gpio_line {
  struct gpiod_line_request *request;
  struct gpiod_edge_event_buffer *buffer;  // null without edges
  unsigned int offset;
  bool output;
};

const char *clb_gpio_library_version(void) { return gpiod_api_version(); }

int clb_gpio_read_chip_info(struct gpiod_chip *chip, clb_gpio_chip_info *info) {
  errno = 0;
  struct gpiod_chip_info *read = gpiod_chip_get_info(chip);
  if (!read) return clb_gpio_failure();
  clb_gpio_copy_name(info->name, gpiod_chip_info_get_name(read));
  clb_gpio_copy_name(info->label, gpiod_chip_info_get_label(read));
  info->line_count = (uint32_t)gpiod_chip_info_get_num_lines(read);
  gpiod_chip_info_free(read);
  return 0;
}

int clb_gpio_describe_line(const char *chip, uint32_t offset, clb_gpio_line_info *info) {
  struct gpiod_chip *opened;
  int result = clb_gpio_open_chip(chip, &opened);
  if (result < 0) return result;
  errno = 0;
  struct gpiod_line_info *read = gpiod_chip_get_line_info(opened, offset);
  if (read) {
    clb_gpio_copy_name(info->name, gpiod_line_info_get_name(read));
    clb_gpio_copy_name(info->consumer, gpiod_line_info_get_consumer(read));
    info->used = gpiod_line_info_is_used(read);
    info->output = gpiod_line_info_get_direction(read) == GPIOD_LINE_DIRECTION_OUTPUT;
    info->active_low = gpiod_line_info_is_active_low(read);
    gpiod_line_info_free(read);
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
  errno = 0;
  int offset = gpiod_chip_get_line_offset_from_name(opened, name);
  if (offset < 0) offset = clb_gpio_failure();
  gpiod_chip_close(opened);
  return offset;
}

/// The kernel's request of one line with `settings`, or null with errno set.
static struct gpiod_line_request *request_from(struct gpiod_chip *chip, unsigned int offset, const char *consumer,
                                               struct gpiod_line_settings *settings) {
  struct gpiod_line_request *request = NULL;
  struct gpiod_request_config *request_config = gpiod_request_config_new();
  struct gpiod_line_config *line_config = gpiod_line_config_new();
  if (request_config && line_config &&
      gpiod_line_config_add_line_settings(line_config, &offset, 1, settings) == 0) {
    gpiod_request_config_set_consumer(request_config, consumer);
    request = gpiod_chip_request_lines(chip, request_config, line_config);
  }
  int error = errno;
  gpiod_line_config_free(line_config);
  gpiod_request_config_free(request_config);
  errno = error;
  return request;
}

static int request_line(const char *chip, uint32_t offset, const char *consumer, struct gpiod_line_settings *settings,
                        clb_gpio_line **line) {
  struct gpiod_chip *opened;
  clb_gpio_line *made = calloc(1, sizeof *made);
  if (!made) return -ENOMEM;
  made->offset = offset;
  int result = clb_gpio_open_chip(chip, &opened);
  if (result == 0) {
    errno = 0;
    made->request = request_from(opened, offset, consumer, settings);
    if (!made->request) result = clb_gpio_failure();
    gpiod_chip_close(opened);
  }
  if (result < 0) {
    free(made);
    return result;
  }
  *line = made;
  return 0;
}

static enum gpiod_line_drive drive_of(clb_gpio_drive drive) {
  switch (drive) {
    case CLB_GPIO_DRIVE_OPEN_DRAIN: return GPIOD_LINE_DRIVE_OPEN_DRAIN;
    case CLB_GPIO_DRIVE_OPEN_SOURCE: return GPIOD_LINE_DRIVE_OPEN_SOURCE;
    default: return GPIOD_LINE_DRIVE_PUSH_PULL;
  }
}

static enum gpiod_line_bias bias_of(clb_gpio_bias bias) {
  switch (bias) {
    case CLB_GPIO_BIAS_DISABLED: return GPIOD_LINE_BIAS_DISABLED;
    case CLB_GPIO_BIAS_PULL_UP: return GPIOD_LINE_BIAS_PULL_UP;
    case CLB_GPIO_BIAS_PULL_DOWN: return GPIOD_LINE_BIAS_PULL_DOWN;
    default: return GPIOD_LINE_BIAS_AS_IS;
  }
}

static enum gpiod_line_edge edge_of(clb_gpio_edge edge) {
  switch (edge) {
    case CLB_GPIO_EDGE_RISING: return GPIOD_LINE_EDGE_RISING;
    case CLB_GPIO_EDGE_FALLING: return GPIOD_LINE_EDGE_FALLING;
    case CLB_GPIO_EDGE_BOTH: return GPIOD_LINE_EDGE_BOTH;
    default: return GPIOD_LINE_EDGE_NONE;
  }
}

int clb_gpio_request_output(const char *chip, uint32_t offset, bool active_low, bool active, clb_gpio_drive drive,
                            const char *consumer, clb_gpio_line **line) {
  struct gpiod_line_settings *settings = gpiod_line_settings_new();
  if (!settings) return -ENOMEM;
  gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
  gpiod_line_settings_set_active_low(settings, active_low);
  gpiod_line_settings_set_drive(settings, drive_of(drive));
  gpiod_line_settings_set_output_value(settings, active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
  int result = request_line(chip, offset, consumer, settings, line);
  gpiod_line_settings_free(settings);
  if (result == 0) (*line)->output = true;
  return result;
}

static int add_buffer(clb_gpio_line *line) {
  line->buffer = gpiod_edge_event_buffer_new(1);
  return line->buffer ? 0 : -ENOMEM;
}

int clb_gpio_request_input(const char *chip, uint32_t offset, bool active_low, clb_gpio_bias bias, clb_gpio_edge edge,
                           const char *consumer, clb_gpio_line **line) {
  struct gpiod_line_settings *settings = gpiod_line_settings_new();
  if (!settings) return -ENOMEM;
  gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
  gpiod_line_settings_set_active_low(settings, active_low);
  gpiod_line_settings_set_bias(settings, bias_of(bias));
  gpiod_line_settings_set_edge_detection(settings, edge_of(edge));
  clb_gpio_line *made = NULL;
  int result = request_line(chip, offset, consumer, settings, &made);
  gpiod_line_settings_free(settings);
  if (result == 0 && edge != CLB_GPIO_EDGE_NONE) result = add_buffer(made);
  if (result < 0) {
    clb_gpio_release(made);
    return result;
  }
  *line = made;
  return 0;
}

int clb_gpio_set(clb_gpio_line *line, bool active) {
  enum gpiod_line_value value = active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
  if (!line->output) return -EPERM;
  errno = 0;
  return gpiod_line_request_set_value(line->request, line->offset, value) < 0 ? clb_gpio_failure() : 0;
}

int clb_gpio_get(clb_gpio_line *line) {
  errno = 0;
  enum gpiod_line_value value = gpiod_line_request_get_value(line->request, line->offset);
  if (value == GPIOD_LINE_VALUE_ERROR) return clb_gpio_failure();
  return value == GPIOD_LINE_VALUE_ACTIVE;
}

int clb_gpio_descriptor(clb_gpio_line *line) {
  return line->buffer ? gpiod_line_request_get_fd(line->request) : -EINVAL;
}

int clb_gpio_wait_edge(clb_gpio_line *line, int timeout_ms, clb_gpio_event *event) {
  short events = 0;
  int descriptor = clb_gpio_descriptor(line);
  if (descriptor < 0) return descriptor;
  int result = clb_poll(descriptor, POLLIN, clb_deadline(timeout_ms), &events);
  if (result <= 0) return result;
  if (!(events & POLLIN)) return -ENODEV;
  errno = 0;
  if (gpiod_line_request_read_edge_events(line->request, line->buffer, 1) < 1) return clb_gpio_failure();
  struct gpiod_edge_event *change = gpiod_edge_event_buffer_get_event(line->buffer, 0);
  event->rising = gpiod_edge_event_get_event_type(change) == GPIOD_EDGE_EVENT_RISING_EDGE;
  event->timestamp_ns = gpiod_edge_event_get_timestamp_ns(change);
  return 1;
}

void clb_gpio_release(clb_gpio_line *line) {
  if (!line) return;
  gpiod_edge_event_buffer_free(line->buffer);
  gpiod_line_request_release(line->request);
  free(line);
}

#endif
