// The host's end of the two wires: bit times, the wired AND of both lines, clock stretching, faults.
//
//   START  7 bits R/W  ACK   8 bits  ACK  …  STOP        one bit time = 1 / bus_hertz, a byte = 9 bit times
//      |             |    |
//      half a bit    |    end of the ninth bit: TWINT is set, the clock line stays low until the firmware clears it
//                    the acknowledge bit is decided here
#include "world.h"

#include <errno.h>
#include <stdio.h>

static const uint64_t PS_PER_US = 1000000;

static uint64_t bit_ps(const World *world) { return 1000000000000u / world->bus_hertz; }

static bool data_line_held(const World *world) {
  bool held = world->faults.sda_held;
  for (unsigned i = 0; i < world->count; i++) {
    const Board *board = world->boards[i];
    held |= board->holds_sda || (board->always_holds_sda && board->powered);
  }
  return held;
}

// Runs one board until it lets the clock go; the others follow when it is known how long that took.
static uint64_t released_at(Board *board, uint64_t deadline_ps) {
  board->wait_release = true;
  board_run(board, deadline_ps / board->picoseconds);
  board->wait_release = false;
  return board->cycle * board->picoseconds;
}

// SCL rises when nobody holds it low. False after the deadline.
static bool wait_for_clock(World *world, uint64_t timeout_ps) {
  uint64_t began = world->now_ps, deadline = began + timeout_ps, free_at = began;
  bool free = !world->faults.scl_held;
  if (!free) free_at = deadline;
  for (unsigned i = 0; i < world->count && free; i++) {
    Board *board = world->boards[i];
    if (!twi_holds_clock(board)) continue;
    uint64_t at = released_at(board, deadline);
    if (at > free_at) free_at = at;
    free = !twi_holds_clock(board);
  }
  if (!free) free_at = deadline;
  world_advance(world, free_at - began);
  if (free_at - began > world->counters.longest_stretch_ps) world->counters.longest_stretch_ps = free_at - began;
  return free;
}

// START and repeated START look the same to a slave: SDA falls while SCL is high.
static int start(World *world, uint64_t timeout_ps) {
  if (!wait_for_clock(world, timeout_ps)) return ETIMEDOUT;
  if (data_line_held(world)) {
    world_advance(world, timeout_ps);
    if (data_line_held(world)) return ETIMEDOUT;
  }
  world_advance(world, bit_ps(world) / 2);
  for (unsigned i = 0; i < world->count; i++) twi_start(world->boards[i]);
  world_advance(world, bit_ps(world) / 2);
  return wait_for_clock(world, timeout_ps) ? 0 : ETIMEDOUT;
}

static int stop(World *world, uint64_t timeout_ps) {
  if (!wait_for_clock(world, timeout_ps)) return ETIMEDOUT;
  world_advance(world, bit_ps(world));
  if (data_line_held(world)) return ETIMEDOUT;
  for (unsigned i = 0; i < world->count; i++) twi_stop(world->boards[i]);
  world_advance(world, bit_ps(world));  // bus free time before the next START
  return 0;
}

static bool loses_acknowledge(BusFaults *faults, uint8_t byte) {
  if (!faults->nack_count) return false;
  if (faults->nack_address >= 0 && faults->nack_address != byte >> 1) return false;
  faults->nack_count--;
  return true;
}

static int send_address(World *world, uint8_t byte) {
  bool answers[MAX_BOARDS], any = data_line_held(world);
  world_advance(world, 8 * bit_ps(world));
  if (data_line_held(world) && byte != 0) return EAGAIN;
  for (unsigned i = 0; i < world->count; i++) any |= answers[i] = twi_acknowledges_address(world->boards[i], byte);
  world_advance(world, bit_ps(world));
  for (unsigned i = 0; i < world->count; i++) twi_address(world->boards[i], byte, answers[i]);
  world->counters.bytes++;
  return any && !loses_acknowledge(&world->faults, byte) ? 0 : ENXIO;
}

static uint8_t disturbed(World *world, uint8_t byte) {
  if (!world->faults.corrupt_after || --world->faults.corrupt_after) return byte;
  return byte ^ world->faults.corrupt_mask;
}

// A host that lets go in the middle of a byte, or a disturbance that looks like a STOP.
static bool broken_off(World *world) {
  if (!world->faults.break_after || --world->faults.break_after) return false;
  world_advance(world, 4 * bit_ps(world));
  for (unsigned i = 0; i < world->count; i++) twi_misplaced_stop(world->boards[i]);
  return true;
}

static int send_byte(World *world, uint8_t byte) {
  bool answers[MAX_BOARDS], any = data_line_held(world);
  uint8_t seen = disturbed(world, byte);
  world_advance(world, 8 * bit_ps(world));
  if (data_line_held(world) && byte != 0) return EAGAIN;
  for (unsigned i = 0; i < world->count; i++) any |= answers[i] = twi_acknowledges_data(world->boards[i]);
  world_advance(world, bit_ps(world));
  for (unsigned i = 0; i < world->count; i++) twi_receive(world->boards[i], seen, answers[i]);
  world->counters.bytes++;
  return any ? 0 : ENXIO;
}

static uint8_t receive_byte(World *world, bool acknowledge) {
  uint8_t byte = 0xFF;
  for (unsigned i = 0; i < world->count; i++) byte &= twi_drives(world->boards[i]);
  world_advance(world, 8 * bit_ps(world));
  if (data_line_held(world)) byte = 0;
  world_advance(world, bit_ps(world));
  for (unsigned i = 0; i < world->count; i++) twi_transmitted(world->boards[i], acknowledge);
  world->counters.bytes++;
  return disturbed(world, byte);
}

static int send_data(World *world, const Message *message, uint64_t timeout_ps) {
  for (unsigned i = 0; i < message->length; i++) {
    if (!wait_for_clock(world, timeout_ps)) return ETIMEDOUT;
    if (broken_off(world)) return EAGAIN;
    int error = send_byte(world, message->data[i]);
    if (error) return error;
  }
  return 0;
}

static int receive_data(World *world, const Message *message, uint64_t timeout_ps) {
  for (unsigned i = 0; i < message->length; i++) {
    if (!wait_for_clock(world, timeout_ps)) return ETIMEDOUT;
    if (broken_off(world)) return EAGAIN;
    message->data[i] = receive_byte(world, i + 1u < message->length);
  }
  return 0;
}

static int exchange(World *world, const Message *message, uint64_t timeout_ps) {
  bool is_read = message->flags & MESSAGE_READ;
  int error = start(world, timeout_ps);
  if (!error) error = send_address(world, (uint8_t)(message->address << 1 | is_read));
  if (error) return error;
  return is_read ? receive_data(world, message, timeout_ps) : send_data(world, message, timeout_ps);
}

// A read of no bytes cannot be ended: the slave may be driving its first bit low.
static bool is_possible(const Message *message) {
  if (message->flags & ~MESSAGE_READ) return false;
  return message->address < 0x80 && !((message->flags & MESSAGE_READ) && message->length == 0);
}

static void show(const World *world, const Message *messages, unsigned count, int error) {
  fprintf(stderr, "%12.3f ms ", (double)world->now_ps / 1e9);
  for (unsigned i = 0; i < count; i++) {
    bool is_read = messages[i].flags & MESSAGE_READ;
    fprintf(stderr, " %c%02x", is_read ? 'r' : 'w', messages[i].address);
    for (unsigned k = 0; k < messages[i].length && !(is_read && error); k++)
      fprintf(stderr, " %02x", messages[i].data[k]);
  }
  fprintf(stderr, " -> %d\n", error);
}

int bus_transfer(World *world, Message *messages, unsigned count, uint32_t timeout_us) {
  for (unsigned i = 0; i < count; i++)
    if (!is_possible(&messages[i])) return EOPNOTSUPP;
  uint64_t timeout_ps = timeout_us * PS_PER_US, began = world->now_ps;
  int error = 0;
  for (unsigned i = 0; i < count && !error; i++) error = exchange(world, &messages[i], timeout_ps);
  // A host that met a held line lets go without a STOP; after a NACK it ends the transaction properly.
  if (error != ETIMEDOUT && error != EAGAIN) {
    int end = stop(world, timeout_ps);
    if (!error) error = end;
  }
  world->counters.transactions++;
  world->counters.busy_ps += world->now_ps - began;
  if (world->trace) show(world, messages, count, error);
  return error;
}
