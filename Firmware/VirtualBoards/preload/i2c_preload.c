// Serves /dev/i2c-N to any dynamically linked program from a socket that speaks the bus protocol of
// doc/virtual-boards.md: virtual-boards, or a simulated world.
//
//   LD_PRELOAD=libi2c-preload.so AKKURAT_I2C=/dev/i2c-9=/run/bus.sock i2cdetect -y 9
//
// AKKURAT_I2C is a comma-separated list of DEVICE=SOCKET. Opening such a device connects to its socket, and the
// connection is the program's file descriptor; so close, dup to a higher number excepted, needs no help.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#include "bus_socket.h"

enum { MOST_FILES = 1024, DEFAULT_TIMEOUT_US = 1000000 };

// What the kernel keeps for an open i2c-dev file.
typedef struct {
  bool open;
  uint16_t address;
  uint32_t timeout_us;
  unsigned retries;
} Device;

static Device devices[MOST_FILES];
// One transaction at a time: its frames are shared by all.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static Device *device_of(int file) {
  return file >= 0 && file < MOST_FILES && devices[file].open ? &devices[file] : NULL;
}

// The socket that AKKURAT_I2C names for a path.
static bool socket_for(const char *path, struct sockaddr_un *address) {
  const char *list = getenv("AKKURAT_I2C");
  size_t length = path ? strlen(path) : 0;
  while (list && length) {
    const char *end = strchrnul(list, ',');
    if (!strncmp(list, path, length) && list[length] == '=') {
      const char *name = list + length + 1;
      if ((size_t)(end - name) >= sizeof address->sun_path) return false;
      *address = (struct sockaddr_un){.sun_family = AF_UNIX};
      memcpy(address->sun_path, name, (size_t)(end - name));
      return true;
    }
    list = *end ? end + 1 : NULL;
  }
  return false;
}

static int connect_device(const struct sockaddr_un *address, int flags) {
  int file = socket(AF_UNIX, SOCK_STREAM | (flags & O_CLOEXEC ? SOCK_CLOEXEC : 0), 0);
  if (file < 0) return -1;
  if (file >= MOST_FILES || connect(file, (const struct sockaddr *)address, sizeof *address)) {
    int reason = file >= MOST_FILES ? EMFILE : errno == ECONNREFUSED ? ENXIO : errno;
    ((int (*)(int))next("close"))(file);
    errno = reason;
    return -1;
  }
  devices[file] = (Device){.open = true, .timeout_us = DEFAULT_TIMEOUT_US};
  return file;
}

// As the kernel: only a lost arbitration is tried again.
static int transfer(int file, Device *device, struct i2c_msg *messages, unsigned count) {
  pthread_mutex_lock(&lock);
  int error = EAGAIN;
  for (unsigned i = 0; i <= device->retries && error == EAGAIN; i++)
    error = bus_socket_exchange(file, device->timeout_us, messages, count);
  pthread_mutex_unlock(&lock);
  if (!error) return (int)count;
  errno = error;
  return -1;
}

static int smbus_write(int file, Device *device, const uint8_t *bytes, unsigned count) {
  struct i2c_msg message = {device->address, 0, (uint16_t)count, (uint8_t *)bytes};
  return transfer(file, device, &message, 1) < 0 ? -1 : 0;
}

static int smbus_read(int file, Device *device, uint8_t *bytes, unsigned count) {
  struct i2c_msg message = {device->address, I2C_M_RD, (uint16_t)count, bytes};
  return transfer(file, device, &message, 1) < 0 ? -1 : 0;
}

static int smbus_query(int file, Device *device, const uint8_t *sent, unsigned sent_count, uint8_t *bytes,
                       unsigned count) {
  struct i2c_msg messages[2] = {{device->address, 0, (uint16_t)sent_count, (uint8_t *)sent},
                                {device->address, I2C_M_RD, (uint16_t)count, bytes}};
  return transfer(file, device, messages, 2) < 0 ? -1 : 0;
}

// A word or byte of data behind a command; least significant byte first.
static int smbus_data(int file, Device *device, const struct i2c_smbus_ioctl_data *call, unsigned count) {
  uint8_t bytes[3] = {call->command};
  union i2c_smbus_data *data = call->data;
  if (call->read_write == I2C_SMBUS_READ) {
    if (smbus_query(file, device, bytes, 1, bytes + 1, count)) return -1;
    if (count == 1) data->byte = bytes[1];
    else data->word = (uint16_t)(bytes[1] | bytes[2] << 8);
    return 0;
  }
  bytes[1] = count == 1 ? data->byte : (uint8_t)data->word;
  bytes[2] = count == 1 ? 0 : (uint8_t)(data->word >> 8);
  return smbus_write(file, device, bytes, 1 + count);
}

static int smbus_block(int file, Device *device, const struct i2c_smbus_ioctl_data *call) {
  union i2c_smbus_data *data = call->data;
  uint8_t count = data->block[0], bytes[1 + I2C_SMBUS_BLOCK_MAX] = {call->command};
  if (count == 0 || count > I2C_SMBUS_BLOCK_MAX) return errno = EINVAL, -1;
  if (call->read_write == I2C_SMBUS_READ) return smbus_query(file, device, bytes, 1, data->block + 1, count);
  memcpy(bytes + 1, data->block + 1, count);
  return smbus_write(file, device, bytes, 1u + count);
}

static int smbus(int file, Device *device, const struct i2c_smbus_ioctl_data *call) {
  bool is_read = call->read_write == I2C_SMBUS_READ;
  switch (call->size) {
    case I2C_SMBUS_QUICK:
      return is_read ? smbus_read(file, device, NULL, 0) : smbus_write(file, device, NULL, 0);
    case I2C_SMBUS_BYTE:
      return is_read ? smbus_read(file, device, &call->data->byte, 1) : smbus_write(file, device, &call->command, 1);
    case I2C_SMBUS_BYTE_DATA: return smbus_data(file, device, call, 1);
    case I2C_SMBUS_WORD_DATA: return smbus_data(file, device, call, 2);
    case I2C_SMBUS_I2C_BLOCK_DATA: return smbus_block(file, device, call);
    default: return errno = EOPNOTSUPP, -1;
  }
}

static const unsigned long functions = I2C_FUNC_I2C | I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE |
                                       I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA | I2C_FUNC_SMBUS_I2C_BLOCK;

static int device_ioctl(int file, Device *device, unsigned long code, void *argument) {
  unsigned long value = (unsigned long)argument;
  struct i2c_rdwr_ioctl_data *messages = argument;
  switch (code) {
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE:
      if (value > 0x7F) return errno = EINVAL, -1;
      device->address = (uint16_t)value;
      return 0;
    case I2C_FUNCS: return *(unsigned long *)argument = functions, 0;
    case I2C_RETRIES: return device->retries = (unsigned)value, 0;
    case I2C_TIMEOUT: return device->timeout_us = (uint32_t)value * 10000, 0;  // in units of 10 ms
    case I2C_TENBIT:
    case I2C_PEC: return value ? (errno = EINVAL, -1) : 0;
    case I2C_RDWR:
      if (messages->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) return errno = EINVAL, -1;
      return transfer(file, device, messages->msgs, messages->nmsgs);
    case I2C_SMBUS: return smbus(file, device, argument);
    default: return errno = ENOTTY, -1;
  }
}

static int opened(const char *name, int directory, const char *path, int flags, mode_t mode) {
  struct sockaddr_un address;
  if (socket_for(path, &address)) return connect_device(&address, flags);
  if (!strncmp(name, "openat", 6))
    return ((int (*)(int, const char *, int, ...))next(name))(directory, path, flags, mode);
  return ((int (*)(const char *, int, ...))next(name))(path, flags, mode);
}

static mode_t mode_of(int flags, va_list arguments) {
  return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                    \
  int name(const char *path, int flags, ...) {        \
    va_list arguments;                                \
    va_start(arguments, flags);                       \
    mode_t mode = mode_of(flags, arguments);          \
    va_end(arguments);                                \
    return opened(#name, AT_FDCWD, path, flags, mode); \
  }

#define OPENAT(name)                                           \
  int name(int directory, const char *path, int flags, ...) {  \
    va_list arguments;                                         \
    va_start(arguments, flags);                                \
    mode_t mode = mode_of(flags, arguments);                   \
    va_end(arguments);                                         \
    return opened(#name, directory, path, flags, mode);        \
  }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

// What a fortified program calls.
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }

int ioctl(int file, unsigned long code, ...) {
  va_list arguments;
  va_start(arguments, code);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  Device *device = device_of(file);
  if (device) return device_ioctl(file, device, code, argument);
  return ((int (*)(int, unsigned long, ...))next("ioctl"))(file, code, argument);
}

ssize_t read(int file, void *bytes, size_t count) {
  Device *device = device_of(file);
  if (!device) return ((ssize_t (*)(int, void *, size_t))next("read"))(file, bytes, count);
  if (count > 8192) count = 8192;  // as i2c-dev
  return smbus_read(file, device, bytes, (unsigned)count) ? -1 : (ssize_t)count;
}

ssize_t write(int file, const void *bytes, size_t count) {
  Device *device = device_of(file);
  if (!device) return ((ssize_t (*)(int, const void *, size_t))next("write"))(file, bytes, count);
  if (count > 8192) count = 8192;
  return smbus_write(file, device, bytes, (unsigned)count) ? -1 : (ssize_t)count;
}

int close(int file) {
  Device *device = device_of(file);
  if (device) device->open = false;
  return ((int (*)(int))next("close"))(file);
}
