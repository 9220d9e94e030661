/// Serial lines (UART, USB): raw bytes, 8 data bits, no parity, 1 stop bit, no flow control, never blocking.
#ifndef CLB_SERIAL_H
#define CLB_SERIAL_H

#include <stdint.h>

/// Opens a line at `baud` (bit/s, one of termios' standard rates up to 230400) and returns its descriptor.
///
/// It is taken exclusively (TIOCEXCL), modem lines are ignored, and DTR is not dropped on close, which would reset an
/// Arduino. Errors: ENOENT, EACCES, EBUSY another program holds it exclusively, ENOTTY not a serial line,
/// EINVAL no standard rate.
int clb_serial_open(const char *path, uint32_t baud);

/// Takes up to `length` received bytes; 0 when there are none now.
/// Errors: ENODEV the line has gone (unplugged, or its other end closed).
int clb_serial_read(int descriptor, uint8_t *bytes, uint32_t length);

/// Hands over up to `length` bytes and returns how many were taken; 0 when the line's buffer is full.
/// Errors: ENODEV the line has gone.
int clb_serial_write(int descriptor, const uint8_t *bytes, uint32_t length);

/// Waits up to `timeout_ms` milliseconds (negative: for ever): 1 there is something to read, received bytes or the news
/// that the line has gone, 0 time is up. Errors: ENODEV the line has gone, EBADF.
int clb_serial_wait(int descriptor, int timeout_ms);

/// Forgets what was received and not yet read.
int clb_serial_discard_input(int descriptor);

/// Closes the line. The descriptor is gone whatever the result.
int clb_serial_close(int descriptor);

#endif
