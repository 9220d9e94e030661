// The bus protocol, doc/virtual-boards.md. All numbers little-endian.
//
//   request  length:4 timeout_us:4 count:2 { address:2 flags:2 length:2 [data] }…   data only with writes
//   reply    length:4 status:4 [data of all reads]                                  data only with status 0
#include <errno.h>
#include <string.h>

#include "server.h"

enum { MOST_MESSAGES = 42, PREFIX = 4, HEADER = 6, MESSAGE_HEADER = 6 };

static uint32_t number(const uint8_t *bytes, unsigned count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 8 | bytes[count];
  return value;
}

static void put_number(uint8_t *bytes, uint32_t value) {
  for (unsigned i = 0; i < 4; i++) bytes[i] = (uint8_t)(value >> 8 * i);
}

typedef struct {
  Message messages[MOST_MESSAGES];
  unsigned count;
  uint32_t timeout_us, answer_length;
} Request;

// Reads get their place in the answer. False if the lengths do not fit each other.
static bool parse(uint8_t *frame, uint32_t length, uint8_t *answer, Request *request) {
  if (length < HEADER) return false;
  request->timeout_us = number(frame, 4);
  request->count = number(frame + 4, 2);
  request->answer_length = 0;
  uint32_t at = HEADER;
  if (request->count > MOST_MESSAGES) return false;
  for (unsigned i = 0; i < request->count; i++) {
    if (length - at < MESSAGE_HEADER) return false;
    Message *message = &request->messages[i];
    message->address = (uint16_t)number(frame + at, 2);
    message->flags = (uint16_t)number(frame + at + 2, 2);
    message->length = (uint16_t)number(frame + at + 4, 2);
    at += MESSAGE_HEADER;
    bool is_read = message->flags & MESSAGE_READ;
    if (message->length > (is_read ? FRAME_LIMIT - 8 - request->answer_length : length - at)) return false;
    message->data = is_read ? answer + request->answer_length : frame + at;
    if (is_read) request->answer_length += message->length;
    else at += message->length;
  }
  return at == length && request->count > 0;
}

static uint32_t carry_out(World *world, Request *request) {
  uint32_t timeout = request->timeout_us ? request->timeout_us : DEFAULT_TIMEOUT_US;
  int error = bus_transfer(world, request->messages, request->count, timeout);
  if (world->pace == PACE_REAL_TIME) world_wait_for_clock(world);
  return (uint32_t)error;
}

int32_t bus_client_serve(World *world, Client *client) {
  static uint8_t reply[FRAME_LIMIT];
  if (client->count < PREFIX) return 0;
  uint32_t length = number(client->buffer, 4);
  if (length > FRAME_LIMIT - PREFIX) return -1;
  if (client->count < PREFIX + length) return 0;
  Request request;
  if (world->pace == PACE_REAL_TIME) world_follow_clock(world);
  uint32_t status = EINVAL;
  if (parse(client->buffer + PREFIX, length, reply + 8, &request)) status = carry_out(world, &request);
  uint32_t data = status ? 0 : request.answer_length;
  put_number(reply, 4 + data);
  put_number(reply + 4, status);
  return write_all(client->socket, reply, 8 + data) ? (int32_t)(PREFIX + length) : -1;
}
