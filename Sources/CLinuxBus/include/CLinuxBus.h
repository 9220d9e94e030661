/// The C seam between the Swift module `Bus` and Linux: GPIO lines (libgpiod 1.6 and 2.x), I²C, SPI and serial lines.
///
/// Contract of every function here:
/// - A result of 0 or more is success, a negative result is `-errno`; `errno` itself carries no meaning afterwards.
/// - A call interrupted by a signal is resumed, never reported as `EINTR`.
/// - Nothing is shared between handles, so different handles may be used on different threads;
///   one handle belongs to one thread at a time.
/// - Every descriptor is opened close-on-exec, so a command that the program starts cannot hold a bus open.
#ifndef CLINUXBUS_H
#define CLINUXBUS_H

#include "clb_clock.h"
#include "clb_gpio.h"
#include "clb_i2c.h"
#include "clb_serial.h"
#include "clb_spi.h"

#endif
