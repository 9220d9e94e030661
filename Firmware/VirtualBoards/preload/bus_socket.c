#include "bus_socket.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

enum { FRAME_LIMIT = 65536, HEADER = 10, MESSAGE_HEADER = 6 };

static uint8_t request[FRAME_LIMIT], reply[FRAME_LIMIT];

static void put(uint8_t *at, uint32_t value, unsigned count) {
  for (unsigned i = 0; i < count; i++) at[i] = (uint8_t)(value >> 8 * i);
}

static uint32_t get(const uint8_t *at) {
  return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static bool send_all(int file, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(file, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes += sent, count -= (size_t)sent;
  }
  return true;
}

static bool receive_all(int file, uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t received = recv(file, bytes, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    bytes += received, count -= (size_t)received;
  }
  return true;
}

// Length of the request with its own length field, 0 if it is too long.
static size_t pack(uint32_t timeout_us, const struct i2c_msg *messages, unsigned count) {
  size_t at = HEADER;
  for (unsigned i = 0; i < count; i++) {
    bool is_read = messages[i].flags & I2C_M_RD;
    size_t data = is_read ? 0 : messages[i].len;
    if (at + MESSAGE_HEADER + data > FRAME_LIMIT) return 0;
    put(request + at, messages[i].addr, 2);
    put(request + at + 2, messages[i].flags, 2);
    put(request + at + 4, messages[i].len, 2);
    if (data) memcpy(request + at + MESSAGE_HEADER, messages[i].buf, data);
    at += MESSAGE_HEADER + data;
  }
  put(request, (uint32_t)(at - 4), 4);
  put(request + 4, timeout_us, 4);
  put(request + 8, count, 2);
  return at;
}

static bool unpack(uint32_t length, const struct i2c_msg *messages, unsigned count) {
  size_t at = 4;
  for (unsigned i = 0; i < count; i++) {
    if (!(messages[i].flags & I2C_M_RD)) continue;
    if (at + messages[i].len > length) return false;
    memcpy(messages[i].buf, reply + at, messages[i].len);
    at += messages[i].len;
  }
  return true;
}

int bus_socket_exchange(int file, uint32_t timeout_us, const struct i2c_msg *messages, unsigned count) {
  size_t length = pack(timeout_us, messages, count);
  if (!length) return EMSGSIZE;
  if (!send_all(file, request, length) || !receive_all(file, reply, 4)) return EIO;
  uint32_t answer = get(reply);
  if (answer < 4 || answer > FRAME_LIMIT || !receive_all(file, reply, answer)) return EIO;
  uint32_t status = get(reply);
  if (status) return (int)status;
  return unpack(answer, messages, count) ? 0 : EIO;
}
