/// GPIO lines through the character device, by libgpiod 1.6 or 2.x, whichever was there at build time.
///
/// "Active" and "inactive" are logical: for a line requested with `active_low` the pin is low when the line is active.
/// What a line does after release (or when the process dies) is the chip's own matter: most fall back to an input.
#ifndef CLB_GPIO_H
#define CLB_GPIO_H

#include <stdbool.h>
#include <stdint.h>

/// One requested line. It owns its own handle of the chip and is freed by `clb_gpio_release`.
typedef struct clb_gpio_line clb_gpio_line;

/// Room for a chip's or line's name, label or consumer with its final NUL, as the kernel limits them.
enum { CLB_GPIO_NAME_SIZE = 32 };

/// The chip's internal resistor on an input.
typedef enum {
  CLB_GPIO_BIAS_AS_IS = 0,
  CLB_GPIO_BIAS_DISABLED = 1,
  CLB_GPIO_BIAS_PULL_UP = 2,
  CLB_GPIO_BIAS_PULL_DOWN = 3,
} clb_gpio_bias;

/// How an output is driven. Open drain lets the line float when its pin should be high: the only way to move
/// SDA or SCL, which other devices pull low.
typedef enum {
  CLB_GPIO_DRIVE_PUSH_PULL = 0,
  CLB_GPIO_DRIVE_OPEN_DRAIN = 1,
  CLB_GPIO_DRIVE_OPEN_SOURCE = 2,
} clb_gpio_drive;

/// Which logical changes of an input are reported. Rising is inactive → active.
typedef enum {
  CLB_GPIO_EDGE_NONE = 0,
  CLB_GPIO_EDGE_RISING = 1,
  CLB_GPIO_EDGE_FALLING = 2,
  CLB_GPIO_EDGE_BOTH = 3,
} clb_gpio_edge;

/// One change of an input. `timestamp_ns` is CLOCK_MONOTONIC in nanoseconds (Linux 5.7 and later).
typedef struct {
  bool rising;
  uint64_t timestamp_ns;
} clb_gpio_event;

/// A chip as the kernel describes it. `name` is the device's ("gpiochip0"), `label` the driver's ("pinctrl-bcm2835").
typedef struct {
  char name[CLB_GPIO_NAME_SIZE];
  char label[CLB_GPIO_NAME_SIZE];
  uint32_t line_count;
} clb_gpio_chip_info;

/// A line as the kernel describes it. `name` and `consumer` are empty where there is none; `used` is also true for a
/// line that the kernel itself holds.
typedef struct {
  char name[CLB_GPIO_NAME_SIZE];
  char consumer[CLB_GPIO_NAME_SIZE];
  bool used;
  bool output;
  bool active_low;
} clb_gpio_line_info;

/// Version of the libgpiod that runs, for example "1.6.3". Never null.
const char *clb_gpio_library_version(void);

/// Describes a chip.
///
/// In all functions here `chip` is a path ("/dev/gpiochip0"), a device name ("gpiochip0") or a label
/// ("pinctrl-bcm2835"). Names of devices may change between boots, labels do not.
/// Errors: ENOENT no such chip, ENOTUNIQ several chips carry that label, EACCES, ENOTTY or ENODEV not a GPIO chip.
int clb_gpio_describe_chip(const char *chip, clb_gpio_chip_info *info);

/// Describes the line at `offset` (0 ..< line_count). Errors: as above, and EINVAL no such offset.
int clb_gpio_describe_line(const char *chip, uint32_t offset, clb_gpio_line_info *info);

/// The offset (0 or more) of the line called `name` ("GPIO17"). Errors: as above, and ENOENT no such line.
int clb_gpio_find_line(const char *chip, const char *name);

/// Takes a line as an output that has the value `active` from its first moment, without a glitch.
///
/// `consumer` is what `gpioinfo` shows; cut to 31 bytes. On success `*line` is to be released.
/// Errors: as above, and EBUSY someone else holds the line, EINVAL no such offset.
int clb_gpio_request_output(const char *chip, uint32_t offset, bool active_low, bool active, clb_gpio_drive drive,
                            const char *consumer, clb_gpio_line **line);

/// Takes a line as an input, with events for `edge`. Errors: as for outputs, and ENXIO or EOPNOTSUPP where the chip
/// has no interrupts or no such bias.
int clb_gpio_request_input(const char *chip, uint32_t offset, bool active_low, clb_gpio_bias bias, clb_gpio_edge edge,
                           const char *consumer, clb_gpio_line **line);

/// Drives an output active or inactive. Errors: EPERM the line is an input, EIO, ENODEV the chip has gone.
int clb_gpio_set(clb_gpio_line *line, bool active);

/// The logical value of the pin: 1 active, 0 inactive. For an output that is what is driven, or what the pin shows where
/// the chip can read it back. Errors: EIO, ENODEV the chip has gone.
int clb_gpio_get(clb_gpio_line *line);

/// Waits up to `timeout_ms` milliseconds (negative: for ever) for the next change, oldest first.
///
/// 1: `*event` holds it, 0: time is up. Errors: EINVAL the line was requested without edges, ENODEV the chip has gone.
int clb_gpio_wait_edge(clb_gpio_line *line, int timeout_ms, clb_gpio_event *event);

/// A descriptor that polls readable while an event waits, owned by the line. Errors: EINVAL as above.
int clb_gpio_descriptor(clb_gpio_line *line);

/// Gives the line back and frees it. Null is allowed.
void clb_gpio_release(clb_gpio_line *line);

#endif
