#include "world.h"

#include <string.h>
#include <time.h>

static const uint64_t PS_PER_NS = 1000;
static const uint64_t MOST_BEHIND_NS = 200000000;   // then time is given up instead of made up for
static const uint64_t SLICE_PS = 1000000000;        // 1 ms: how far boards may be apart while the bus rests

Board *world_board(const World *world, const char *name) {
  for (unsigned i = 0; i < world->count; i++)
    if (!strcmp(world->boards[i]->name, name)) return world->boards[i];
  return NULL;
}

void world_poll_terminals(World *world) {
  for (unsigned i = 0; i < world->count; i++) serial_poll(world->boards[i]);
}

static void advance_slice(World *world, uint64_t picoseconds) {
  world->now_ps += picoseconds;
  for (unsigned i = 0; i < world->count; i++) {
    Board *board = world->boards[i];
    serial_feed(board);
    board_run(board, world->now_ps / board->picoseconds);
  }
}

void world_advance(World *world, uint64_t picoseconds) {
  while (picoseconds > 0) {
    uint64_t slice = picoseconds < SLICE_PS ? picoseconds : SLICE_PS;
    advance_slice(world, slice);
    picoseconds -= slice;
  }
}

static uint64_t wall_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint64_t due_ps(const World *world) {
  return (uint64_t)((double)(wall_ns() - world->wall_origin_ns) * world->speed * (double)PS_PER_NS);
}

void world_start_clock(World *world) { world->wall_origin_ns = wall_ns(); }

void world_follow_clock(World *world) {
  uint64_t due = due_ps(world);
  if (due <= world->now_ps) return;
  uint64_t missing = due - world->now_ps;
  uint64_t most = (uint64_t)((double)(MOST_BEHIND_NS * PS_PER_NS) * world->speed);
  if (missing > most) {
    uint64_t lost = missing - most;
    world->behind_ps += lost;
    world->wall_origin_ns += (uint64_t)((double)lost / world->speed / (double)PS_PER_NS);
    missing = most;
  }
  world_advance(world, missing);
}

void world_wait_for_clock(const World *world) {
  uint64_t due = due_ps(world);
  if (due >= world->now_ps) return;
  uint64_t ns = (uint64_t)((double)(world->now_ps - due) / world->speed / (double)PS_PER_NS);
  struct timespec pause = {(time_t)(ns / 1000000000u), (long)(ns % 1000000000u)};
  nanosleep(&pause, NULL);
}
