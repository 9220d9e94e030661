/// The part of GPIO that is the same for both libgpiod generations, and what each of them supplies. Private.
///
/// libgpiod 1.x defines GPIOD_LINE_BULK_MAX_LINES, 2.x does not: that is how gpio_v1.c and gpio_v2.c
/// tell which of them is to be compiled.
#ifndef CLB_GPIO_CHIP_H
#define CLB_GPIO_CHIP_H

#include <gpiod.h>

#include "clb_gpio.h"

/// Opens the chip that `chip` names (path, device name or label). 0 and `*opened` to be closed, or `-errno`.
int clb_gpio_open_chip(const char *chip, struct gpiod_chip **opened);

/// Supplied by the generation: fills in `info` of an open chip.
int clb_gpio_read_chip_info(struct gpiod_chip *chip, clb_gpio_chip_info *info);

/// Copies at most CLB_GPIO_NAME_SIZE - 1 bytes; null counts as empty.
void clb_gpio_copy_name(char *target, const char *source);

/// `-errno`, or `-EIO` where the library left none.
int clb_gpio_failure(void);

#endif
