#include "clb_i2c.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>
#include <unistd.h>

_Static_assert(CLB_I2C_MAX_MESSAGES == I2C_RDWR_IOCTL_MAX_MSGS, "the header repeats the kernel's limit");
_Static_assert(CLB_I2C_FUNCTION_I2C == I2C_FUNC_I2C, "the header repeats the kernel's bit");
_Static_assert(CLB_I2C_FUNCTION_QUICK == I2C_FUNC_SMBUS_QUICK, "the header repeats the kernel's bit");

static int adapter_ioctl(int descriptor, unsigned long request, unsigned long argument) {
  int result;
  do {
    result = ioctl(descriptor, request, argument);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : result;
}

int clb_i2c_open(const char *path) {
  int descriptor = open(path, O_RDWR | O_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int clb_i2c_functions(int descriptor, uint64_t *functions) {
  unsigned long bits = 0;
  int result = adapter_ioctl(descriptor, I2C_FUNCS, (unsigned long)&bits);
  *functions = bits;
  return result < 0 ? result : 0;
}

int clb_i2c_configure(int descriptor, uint32_t timeout_ms, uint32_t retries) {
  int result = adapter_ioctl(descriptor, I2C_TIMEOUT, timeout_ms / 10 + (timeout_ms % 10 ? 1 : 0));
  if (result < 0) return result;
  result = adapter_ioctl(descriptor, I2C_RETRIES, retries);
  return result < 0 ? result : 0;
}

int clb_i2c_transfer(int descriptor, const clb_i2c_message *messages, uint32_t count) {
  struct i2c_msg kernel_messages[CLB_I2C_MAX_MESSAGES];
  if (count == 0 || count > CLB_I2C_MAX_MESSAGES) return -EINVAL;
  for (uint32_t i = 0; i < count; i++) {
    if (messages[i].address > 0x7F || messages[i].length > CLB_I2C_MAX_BYTES) return -EINVAL;
    kernel_messages[i] = (struct i2c_msg){
        .addr = messages[i].address,
        .flags = messages[i].read ? I2C_M_RD : 0,
        .len = messages[i].length,
        .buf = messages[i].bytes,
    };
  }
  struct i2c_rdwr_ioctl_data transaction = {.msgs = kernel_messages, .nmsgs = count};
  int result = adapter_ioctl(descriptor, I2C_RDWR, (unsigned long)&transaction);
  if (result < 0) return result;
  return (uint32_t)result == count ? 0 : -EIO;
}

int clb_i2c_write_read(int descriptor, uint8_t address, const uint8_t *write_bytes, uint16_t write_length,
                       uint8_t *read_bytes, uint16_t read_length) {
  clb_i2c_message messages[2];
  uint32_t count = 0;
  // The kernel only reads the bytes of a write message; its struct is shared by both directions and so not const.
  if (write_length > 0 || read_length == 0)
    messages[count++] = (clb_i2c_message){address, false, write_length, (uint8_t *)write_bytes};
  if (read_length > 0) messages[count++] = (clb_i2c_message){address, true, read_length, read_bytes};
  return clb_i2c_transfer(descriptor, messages, count);
}

int clb_i2c_close(int descriptor) { return close(descriptor) < 0 ? -errno : 0; }
