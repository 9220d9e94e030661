/// SPI through `/dev/spidevB.C` (spidev): 8-bit words, most significant bit first, chip select active low.
#ifndef CLB_SPI_H
#define CLB_SPI_H

#include <stdint.h>

/// Opens a device in SPI `mode` (0...3: bit 1 is clock polarity, bit 0 clock phase) and returns its descriptor.
///
/// `speed_hz` is the highest clock of the chip; the controller takes the next one it has below.
/// Errors: ENOENT no such device, EACCES, EINVAL the mode is not 0...3, the speed is 0 or the controller refuses either.
int clb_spi_open(const char *path, uint8_t mode, uint32_t speed_hz);

/// Sends `length` bytes and receives as many at the same time, chip select held throughout. Blocks until done.
///
/// `transmit` and `receive` may be the same memory. Errors: EMSGSIZE more than the driver's buffer (4096 unless
/// set otherwise), ENODEV or ESHUTDOWN the device has gone, EIO a transfer cut short.
int clb_spi_transfer(int descriptor, const uint8_t *transmit, uint8_t *receive, uint32_t length);

/// Closes the device. The descriptor is gone whatever the result.
int clb_spi_close(int descriptor);

#endif
