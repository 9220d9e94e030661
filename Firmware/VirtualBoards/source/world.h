// The boards, the two wires between them, and time.
#ifndef WORLD_H
#define WORLD_H

#include "board.h"

enum { MAX_BOARDS = 32, MAX_NACKS = 8 };

typedef enum { PACE_REAL_TIME, PACE_LOCK_STEP } Pace;

// Counters since the start, for tests and for the share of time that the bus is busy.
typedef struct {
  uint64_t transactions, bytes, busy_ps, longest_stretch_ps;
} BusCounters;

typedef struct {
  bool sda_held, scl_held;        // by something that is not a board
  uint32_t corrupt_after;         // data bytes until the one to disturb, 1 = the next; 0 = none
  uint8_t corrupt_mask;
  uint32_t break_after;           // data bytes until the one that a STOP breaks off; 0 = none
  unsigned nack_count;            // acknowledge bits of the address that get lost
  int nack_address;               // of this address, -1 = of any
} BusFaults;

typedef struct {
  Board *boards[MAX_BOARDS];
  unsigned count;
  uint64_t now_ps;
  Pace pace;
  double speed;                   // seconds of boards per second of wall clock
  uint32_t bus_hertz;
  bool trace, stopping;
  uint64_t wall_origin_ns;        // wall clock at which now_ps was 0, at `speed`
  uint64_t behind_ps;             // time given up because this machine is too slow
  BusCounters counters;
  BusFaults faults;
} World;

enum { MESSAGE_READ = 0x0001 };   // I2C_M_RD

// One message of a transaction; flags as in Linux's i2c_msg.
typedef struct {
  uint16_t address, flags, length;
  uint8_t *data;
} Message;

// Reads what was typed on the boards' terminals.
void world_poll_terminals(World *world);
void world_advance(World *world, uint64_t picoseconds);
// Real time: lets the boards run up to the wall clock, or waits until it has come up to them.
void world_follow_clock(World *world);
void world_wait_for_clock(const World *world);
void world_start_clock(World *world);
Board *world_board(const World *world, const char *name);

// One transaction: START, messages joined by repeated STARTs, STOP. 0 or an errno:
// ENXIO no acknowledge, EAGAIN the data line is not what was sent, ETIMEDOUT a line is held, EOPNOTSUPP.
int bus_transfer(World *world, Message *messages, unsigned count, uint32_t timeout_us);

#endif
