#include "clb_spi.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/spi/spidev.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { BITS_PER_WORD = 8 };

static int set_up(int descriptor, uint8_t mode, uint32_t speed_hz) {
  uint8_t bits = BITS_PER_WORD;
  if (ioctl(descriptor, SPI_IOC_WR_MODE, &mode) < 0) return -errno;
  if (ioctl(descriptor, SPI_IOC_WR_BITS_PER_WORD, &bits) < 0) return -errno;
  if (ioctl(descriptor, SPI_IOC_WR_MAX_SPEED_HZ, &speed_hz) < 0) return -errno;
  return 0;
}

int clb_spi_open(const char *path, uint8_t mode, uint32_t speed_hz) {
  if (mode > SPI_MODE_3 || speed_hz == 0) return -EINVAL;
  int descriptor = open(path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  int result = set_up(descriptor, mode, speed_hz);
  if (result < 0) {
    close(descriptor);
    return result;
  }
  return descriptor;
}

int clb_spi_transfer(int descriptor, const uint8_t *transmit, uint8_t *receive, uint32_t length) {
  struct spi_ioc_transfer transfer = {
      .tx_buf = (uintptr_t)transmit,
      .rx_buf = (uintptr_t)receive,
      .len = length,
  };
  int result;
  do {
    result = ioctl(descriptor, SPI_IOC_MESSAGE(1), &transfer);
  } while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  return (uint32_t)result == length ? 0 : -EIO;
}

int clb_spi_close(int descriptor) { return close(descriptor) < 0 ? -errno : 0; }
