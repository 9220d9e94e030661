/// Answers an I2C adapter of the kernel with boards behind a stream that speaks the bus protocol of doc/virtual-boards.md:
/// a Unix socket, or a virtio serial port that leads to one outside the virtual machine.
///
///   i2c-forward STREAM       prints "adapter N"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "i2c-user.h"

enum { FRAME_LIMIT = 65536, FLAG_READ = 1 };

static uint8_t from_kernel[I2C_USER_MOST_BYTES], to_kernel[I2C_USER_MOST_BYTES], frame[FRAME_LIMIT];

static int open_stream(const char *path) {
  struct stat what;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (stat(path, &what) == 0 && !S_ISSOCK(what.st_mode)) return open(path, O_RDWR);
  if (strlen(path) >= sizeof address.sun_path) return errno = ENAMETOOLONG, -1;
  strcpy(address.sun_path, path);
  int stream = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(stream, (struct sockaddr *)&address, sizeof address) < 0) return -1;
  return stream;
}

/// Throws away what was meant for a forwarder that was killed before its answer came.
static void drain(int stream) {
  struct pollfd waiting = {.fd = stream, .events = POLLIN};
  while (poll(&waiting, 1, 300) == 1 && (waiting.revents & POLLIN) && read(stream, frame, sizeof frame) > 0) {}
}

/// An exchange once begun is ended: only a forwarder that waits for the kernel may be told to go.
static void allow_end(bool yes) {
  sigset_t end;
  sigemptyset(&end);
  sigaddset(&end, SIGTERM);
  sigprocmask(yes ? SIG_UNBLOCK : SIG_BLOCK, &end, NULL);
}

static bool send_all(int stream, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(stream, bytes, count);
    if (sent <= 0) return false;
    bytes += sent, count -= (size_t)sent;
  }
  return true;
}

static bool receive_all(int stream, uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t received = read(stream, bytes, count);
    if (received <= 0) return false;
    bytes += received, count -= (size_t)received;
  }
  return true;
}

static uint8_t *put(uint8_t *at, uint32_t value, unsigned count) {
  for (unsigned i = 0; i < count; i++) *at++ = (uint8_t)(value >> 8 * i);
  return at;
}

static uint32_t get(const uint8_t *at) {
  return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/// The kernel's transaction as a request frame; returns the frame's size, 0 if it is too long.
static size_t pack(struct request *request) {
  const uint8_t *from = from_kernel + sizeof *request;
  memcpy(request, from_kernel, sizeof *request);
  uint8_t *to = put(frame + 4, request->timeout_us, 4);
  to = put(to, request->count, 2);
  for (uint32_t i = 0; i < request->count; i++) {
    struct message message;
    memcpy(&message, from, sizeof message);
    from += sizeof message;
    uint32_t data = message.is_read ? 0 : message.length;
    if ((size_t)(to - frame) + 6 + data > FRAME_LIMIT) return 0;
    to = put(to, message.address, 2);
    to = put(to, message.is_read ? FLAG_READ : 0, 2);
    to = put(to, message.length, 2);
    memcpy(to, from, data);
    to += data, from += data;
  }
  put(frame, (uint32_t)(to - frame) - 4, 4);
  return (size_t)(to - frame);
}

/// The reply frame as an answer for the kernel; returns the answer's size, 0 if the stream has ended.
static size_t receive(int stream, uint32_t id) {
  if (!receive_all(stream, frame, 4)) return 0;
  uint32_t length = get(frame);
  if (length < 4 || length > FRAME_LIMIT || !receive_all(stream, frame, length)) return 0;
  struct answer answer = {id, -(int32_t)get(frame)};
  memcpy(to_kernel, &answer, sizeof answer);
  memcpy(to_kernel + sizeof answer, frame + 4, length - 4);
  return sizeof answer + length - 4;
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: i2c-forward STREAM\n"), 2;
  int stream = open_stream(arguments[1]);
  if (stream < 0) return perror(arguments[1]), 1;
  drain(stream);
  int bus = open(I2C_USER_DEVICE, O_RDWR);
  if (bus < 0) return perror(I2C_USER_DEVICE), 1;
  printf("adapter %d\n", ioctl(bus, 0));
  fflush(stdout);
  for (;;) {
    struct request request;
    allow_end(true);
    if (read(bus, from_kernel, sizeof from_kernel) < 0) return perror("read"), 1;
    allow_end(false);
    size_t size = pack(&request);
    if (!size || !send_all(stream, frame, size)) return fprintf(stderr, "i2c-forward: cannot send\n"), 1;
    size = receive(stream, request.id);
    if (!size) return fprintf(stderr, "i2c-forward: the other end has gone\n"), 1;
    if (write(bus, to_kernel, size) < 0) return perror("write"), 1;
  }
}
