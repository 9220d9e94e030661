/// The seam's serial line on two ends of one cable: seam-serial USB-LINE UART-LINE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "CLinuxBus.h"
#include "report.h"

/// Reads until `length` bytes are there or 3 s pass without any; returns how many came.
static uint32_t read_all(int line, uint8_t *bytes, uint32_t length) {
  uint32_t count = 0;
  while (count < length && clb_serial_wait(line, 3000) == 1) {
    int result = clb_serial_read(line, bytes + count, length - count);
    if (result < 0) break;
    count += (uint32_t)result;
  }
  return count;
}

static void write_all(int line, const uint8_t *bytes, uint32_t length) {
  for (uint32_t sent = 0; sent < length;) {
    int result = clb_serial_write(line, bytes + sent, length - sent);
    if (result < 0) return;
    if (result == 0) usleep(1000);
    sent += (uint32_t)result;
  }
}

/// Every byte there is, in one direction: raw means that none is changed, dropped or taken for a signal.
static void test_direction(const char *rule, int from, int to) {
  uint8_t sent[256], seen[256] = {0};
  for (int i = 0; i < 256; i++) sent[i] = (uint8_t)i;
  write_all(from, sent, 256);
  uint32_t count = read_all(to, seen, 256);
  check_number(rule, 256, memcmp(sent, seen, 256) == 0 ? (long)count : -1);
}

static void test_gone(void) {
  uint8_t byte = 0;
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  grantpt(master);
  unlockpt(master);
  int line = clb_serial_open(ptsname(master), 19200);
  check_number("a line that is quiet reads as no bytes", 0, clb_serial_read(line, &byte, 1));
  close(master);
  check_number("a line that has gone: wait ends at once", 1, clb_serial_wait(line, 1000));
  check_number("a line that has gone: ENODEV from read", -ENODEV, clb_serial_read(line, &byte, 1));
  check_number("a line that has gone: ENODEV from write", -ENODEV, clb_serial_write(line, &byte, 1));
  clb_serial_close(line);
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  check_number("no such line: ENOENT", -ENOENT, clb_serial_open("/dev/ttyUSB99", 19200));
  check_number("not a serial line: ENOTTY", -ENOTTY, clb_serial_open("/dev/null", 19200));
  check_number("no standard rate: EINVAL", -EINVAL, clb_serial_open(arguments[1], 12345));
  int usb = clb_serial_open(arguments[1], 19200);
  int uart = clb_serial_open(arguments[2], 19200);
  check_number("both ends open", 1, usb >= 0 && uart >= 0);
  check_number("nothing there: time is up", 0, clb_serial_wait(usb, 20));
  test_direction("all 256 bytes arrive unchanged, UART to USB", uart, usb);
  test_direction("all 256 bytes arrive unchanged, USB to UART", usb, uart);
  write_all(uart, (const uint8_t *)"stale", 5);
  clb_serial_wait(usb, 3000);
  usleep(200000);
  check_number("received bytes are forgotten", 0, clb_serial_discard_input(usb));
  check_number("and no longer read", 0, clb_serial_wait(usb, 20));
  clb_serial_close(uart);
  clb_serial_close(usb);
  test_gone();
  return finish();
}
