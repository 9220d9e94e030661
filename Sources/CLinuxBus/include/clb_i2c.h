/// I²C through `/dev/i2c-N` (i2c-dev), always by `I2C_RDWR`: one call, one transaction, nobody in between.
#ifndef CLB_I2C_H
#define CLB_I2C_H

#include <stdbool.h>
#include <stdint.h>

/// Most messages of one transaction (I2C_RDWR_IOCTL_MAX_MSGS) and most bytes of one message, as i2c-dev limits them.
enum { CLB_I2C_MAX_MESSAGES = 42, CLB_I2C_MAX_BYTES = 8192 };

/// What `clb_i2c_functions` may hold, from linux/i2c.h: plain I²C transactions (all that this seam uses),
/// and the zero-length write.
enum { CLB_I2C_FUNCTION_I2C = 0x00000001, CLB_I2C_FUNCTION_QUICK = 0x00010000 };

/// One message: `length` bytes to or from `address` (7 bit). Messages after the first begin with a repeated start.
typedef struct {
  uint8_t address;
  bool read;
  uint16_t length;
  uint8_t *bytes;
} clb_i2c_message;

/// Opens an adapter and returns its descriptor. Errors: ENOENT no such bus, EACCES, ENXIO the adapter has gone.
int clb_i2c_open(const char *path);

/// What the adapter can do, as bits. One without CLB_I2C_FUNCTION_I2C speaks SMBus only and refuses transactions.
int clb_i2c_functions(int descriptor, uint64_t *functions);

/// Asks the adapter to give up a transaction after `timeout_ms` (rounded up to 10 ms, the kernel's unit) and to repeat one
/// that lost arbitration `retries` times. It holds for every user of the adapter. Many drivers ignore one or both.
int clb_i2c_configure(int descriptor, uint32_t timeout_ms, uint32_t retries);

/// Carries out the messages as one transaction: start, messages joined by repeated starts, stop. Blocks until done.
///
/// 0 when every message was carried out. A message of length 0 is an address byte alone.
/// Errors: ENXIO or EREMOTEIO (by driver) no acknowledge, ETIMEDOUT a device stretches the clock too long or the bus hangs,
/// EAGAIN arbitration lost, EBUSY the bus is held low, EOPNOTSUPP the adapter cannot do it (SMBus only, zero length),
/// ENODEV the adapter has gone, EINVAL an address over 0x7F, no message, or over the limits above, EIO anything else or
/// a transaction cut short.
int clb_i2c_transfer(int descriptor, const clb_i2c_message *messages, uint32_t count);

/// Writes `write_length` bytes, then reads `read_length` after a repeated start. A part of length 0 is left out; both 0
/// is a zero-length write, which changes the state of some boards. Errors: as `clb_i2c_transfer`.
int clb_i2c_write_read(int descriptor, uint8_t address, const uint8_t *write_bytes, uint16_t write_length,
                       uint8_t *read_bytes, uint16_t read_length);

/// Closes the adapter. The descriptor is gone whatever the result.
int clb_i2c_close(int descriptor);

#endif
