#include "clb_serial.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "clb_deadline.h"

static const struct {
  uint32_t baud;
  speed_t speed;
} rates[] = {
    {1200, B1200},   {2400, B2400},   {4800, B4800},     {9600, B9600},     {19200, B19200},
    {38400, B38400}, {57600, B57600}, {115200, B115200}, {230400, B230400},
};

static int speed_of(uint32_t baud, speed_t *speed) {
  for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
    if (rates[i].baud != baud) continue;
    *speed = rates[i].speed;
    return 0;
  }
  return -EINVAL;
}

static int set_up(int descriptor, speed_t speed) {
  struct termios settings;
  if (tcgetattr(descriptor, &settings) < 0) return -errno;
  cfmakeraw(&settings);
  settings.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
  settings.c_cflag |= CLOCAL | CREAD;
  // With VMIN 1 an empty line reads as EAGAIN and only a line that has gone as end of file.
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  if (cfsetspeed(&settings, speed) < 0) return -errno;
  if (tcsetattr(descriptor, TCSANOW, &settings) < 0) return -errno;
  return ioctl(descriptor, TIOCEXCL) < 0 ? -errno : 0;
}

int clb_serial_open(const char *path, uint32_t baud) {
  speed_t speed;
  int result = speed_of(baud, &speed);
  if (result < 0) return result;
  int descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  result = set_up(descriptor, speed);
  if (result < 0) {
    close(descriptor);
    return result;
  }
  return descriptor;
}

/// A line that is pulled out answers EIO (USB, pseudo-terminal) or ENXIO, by driver: one word for the caller.
static int failure(int error) {
  if (error == EAGAIN || error == EWOULDBLOCK) return 0;
  if (error == EIO || error == ENXIO) return -ENODEV;
  return -error;
}

int clb_serial_read(int descriptor, uint8_t *bytes, uint32_t length) {
  if (length == 0) return 0;
  ssize_t count;
  do {
    count = read(descriptor, bytes, length);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return failure(errno);
  return count == 0 ? -ENODEV : (int)count;
}

int clb_serial_write(int descriptor, const uint8_t *bytes, uint32_t length) {
  ssize_t count;
  do {
    count = write(descriptor, bytes, length);
  } while (count < 0 && errno == EINTR);
  return count < 0 ? failure(errno) : (int)count;
}

int clb_serial_wait(int descriptor, int timeout_ms) {
  short events = 0;
  int result = clb_poll(descriptor, POLLIN, clb_deadline(timeout_ms), &events);
  if (result <= 0) return result;
  if (events & POLLIN) return 1;
  return -ENODEV;
}

int clb_serial_discard_input(int descriptor) { return tcflush(descriptor, TCIFLUSH) < 0 ? -errno : 0; }

int clb_serial_close(int descriptor) { return close(descriptor) < 0 ? -errno : 0; }
