/// The seam's SPI against a simulated MCP3208: seam-spi DEVICE. Expected: channel 0 at 0xABC, channel 7 at 0x123.
#include <errno.h>
#include <stdint.h>

#include "CLinuxBus.h"
#include "report.h"

/// One conversion as the data sheet frames it in three bytes: start bit, single-ended, channel; 12 bits come back.
static long convert(int device, uint8_t channel) {
  uint8_t bytes[3] = {(uint8_t)(0x06 | channel >> 2), (uint8_t)(channel << 6), 0};
  int result = clb_spi_transfer(device, bytes, bytes, 3);
  return result < 0 ? result : (bytes[1] & 0x0F) << 8 | bytes[2];
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  static uint8_t large[8192];
  check_number("no such device: ENOENT", -ENOENT, clb_spi_open("/dev/spidev99.0", 0, 1000000));
  check_number("a mode over 3: EINVAL", -EINVAL, clb_spi_open(arguments[1], 4, 1000000));
  check_number("a clock of 0: EINVAL", -EINVAL, clb_spi_open(arguments[1], 0, 0));
  int device = clb_spi_open(arguments[1], 0, 1000000);
  check_number("the device opens", 1, device >= 0);
  check_number("channel 0 is read full duplex", 0xABC, convert(device, 0));
  check_number("channel 7 is read full duplex", 0x123, convert(device, 7));
  check_number("more than the driver's buffer: EMSGSIZE", -EMSGSIZE, clb_spi_transfer(device, large, large, sizeof large));
  check_number("the device closes", 0, clb_spi_close(device));
  return finish();
}
