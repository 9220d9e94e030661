/// The seam's I²C against adapters of the kernel: seam-i2c USER-ADAPTER SMBUS-ADAPTER
///
/// Expected on the user-space adapter: an INA219 at 0x40 with 0x399F in its configuration (register 0) and 0x1F42 in its
/// bus voltage (register 2), nobody at 0x41, and at 0x42 somebody who never answers.
#include <errno.h>
#include <stdint.h>
#include <time.h>

#include "CLinuxBus.h"
#include "report.h"

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void test_transactions(int bus) {
  uint8_t reg = 0x02, word[2] = {0}, shunt_calibration[3] = {0x05, 0x10, 0x00}, five = 5;
  check_number("pointer write, repeated start, read: one transaction", 0,
               clb_i2c_write_read(bus, 0x40, &reg, 1, word, 2));
  check_number("the word is what the register holds", 0x1F42, word[0] << 8 | word[1]);
  check_number("a write alone", 0, clb_i2c_write_read(bus, 0x40, shunt_calibration, 3, NULL, 0));
  clb_i2c_write_read(bus, 0x40, &five, 1, word, 2);
  check_number("what was written is read back", 0x1000, word[0] << 8 | word[1]);
  check_number("a read alone goes on from the pointer", 0, clb_i2c_write_read(bus, 0x40, NULL, 0, word, 2));
  check_number("and gives the same word", 0x1000, word[0] << 8 | word[1]);
  check_number("a zero-length write is acknowledged", 0, clb_i2c_write_read(bus, 0x40, NULL, 0, NULL, 0));
}

static void test_errors(int bus) {
  uint8_t byte = 0;
  clb_i2c_message messages[CLB_I2C_MAX_MESSAGES + 1] = {{0x40, true, 1, &byte}};
  check_number("nobody at that address: ENXIO", -ENXIO, clb_i2c_write_read(bus, 0x41, &byte, 1, &byte, 1));
  check_number("an address over 0x7F: EINVAL", -EINVAL, clb_i2c_write_read(bus, 0x80, &byte, 1, &byte, 1));
  check_number("no message: EINVAL", -EINVAL, clb_i2c_transfer(bus, messages, 0));
  check_number("more messages than the kernel takes: EINVAL", -EINVAL,
               clb_i2c_transfer(bus, messages, CLB_I2C_MAX_MESSAGES + 1));
  check_number("the timeout is set", 0, clb_i2c_configure(bus, 195, 0));
  int64_t start = now_ms();
  check_number("a device that never ends its turn: ETIMEDOUT", -ETIMEDOUT,
               clb_i2c_write_read(bus, 0x42, &byte, 1, &byte, 1));
  int64_t took = now_ms() - start;
  check_number("after the timeout set, rounded up to 10 ms, and not much later", 1, took >= 190 && took < 1000);
  check_number("the bus works again after it", 0, clb_i2c_write_read(bus, 0x40, &byte, 1, &byte, 1));
}

static void test_smbus_only(const char *path) {
  uint8_t byte = 0;
  uint64_t functions = 0;
  int bus = clb_i2c_open(path);
  check_number("an SMBus-only adapter opens", 1, bus >= 0);
  clb_i2c_functions(bus, &functions);
  check_number("and says that it is SMBus only", 0, functions & CLB_I2C_FUNCTION_I2C);
  check_number("a transaction on it: EOPNOTSUPP", -EOPNOTSUPP, clb_i2c_write_read(bus, 0x40, &byte, 1, &byte, 1));
  clb_i2c_close(bus);
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  uint64_t functions = 0;
  check_number("no such adapter: ENOENT", -ENOENT, clb_i2c_open("/dev/i2c-99"));
  int bus = clb_i2c_open(arguments[1]);
  check_number("the adapter opens", 1, bus >= 0);
  check_number("its functions are read", 0, clb_i2c_functions(bus, &functions));
  check_number("and hold plain I2C", CLB_I2C_FUNCTION_I2C, functions & CLB_I2C_FUNCTION_I2C);
  test_transactions(bus);
  test_errors(bus);
  check_number("the adapter closes", 0, clb_i2c_close(bus));
  test_smbus_only(arguments[2]);
  return finish();
}
