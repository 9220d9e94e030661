// One Mini Pro: an ATmega328P core from libsimavr with the parts replaced that the library models too coarsely
// for a two-wire slave: the two-wire interface, the EEPROM's programming time, sleep modes and start-up times.
// Section numbers are those of the data sheet ATmega48A/PA/88A/PA/168A/PA/328/P, DS40002061.
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "sim_avr.h"

#include "registers.h"

enum { BOARD_NAME_SIZE = 32, BOARD_EVENTS = 8, SERIAL_BUFFER = 4096, EEPROM_SIZE = 1024 };

typedef enum { EVENT_POWER_OFF, EVENT_POWER_ON, EVENT_RESET, EVENT_HOLD_SDA, EVENT_ALWAYS_HOLD_SDA, EVENT_RELEASE_SDA } EventKind;

// Something that happens to a board at one exact cycle of its clock.
typedef struct {
  uint64_t cycle;
  EventKind kind;
} Event;

// How the two-wire interface takes part in the running transaction (section 22.7).
typedef enum { TWI_NOT_ADDRESSED, TWI_RECEIVER, TWI_TRANSMITTER } TwiRole;

typedef struct {
  TwiRole role;
  bool general_call;      // addressed by address 0
  bool last_byte;         // TWEA was zero when this byte was handed over: a NACK is expected after it
  bool in_error;          // after a misplaced STOP
  bool arbitrating;       // wanted to be master when the host began
  struct avr_int_vector_t *vector;
} Twi;

typedef struct {
  uint8_t *bytes;         // the 1,024 bytes, owned by the core
  int file;               // keeps them, or -1
  bool busy;
  uint64_t done_at;       // board cycle at which programming ends
  uint16_t address;
  uint8_t value;          // what the cell holds once programming has ended
  unsigned torn;          // bytes left undefined by a power cut
  struct avr_int_vector_t *vector;
} Eeprom;

// Clock cycles spent in each state of the supply, for the current model.
typedef struct {
  uint64_t active, idle, standby, power_down, starting, off;
} Usage;

typedef struct {
  int terminal;           // master side of a pseudo terminal, or -1
  avr_irq_t *input;
  bool paused;            // the receiver's buffer is full
  uint8_t in[SERIAL_BUFFER], out[SERIAL_BUFFER];
  unsigned in_count, out_count;
} Serial;

typedef struct Board {
  char name[BOARD_NAME_SIZE];
  avr_t *avr;
  uint32_t hertz;
  uint64_t picoseconds;   // of one cycle
  bool powered;
  bool holds_sda;         // fault: pulls the data line low until it is reset or loses power
  bool always_holds_sda;  // fault: pulls it low whenever it has supply
  uint64_t cycle;         // cycles of this board's clock since the world began, powered or not
  uint64_t stopped;       // of these, the ones the core's own cycle counter did not see
  uint64_t stalled_until; // start-up after reset or deep sleep
  uint64_t startup;       // cycles from reset to the first instruction
  bool break_run;         // leave the instruction loop: an event has to be scheduled or was waited for
  bool wait_release;      // leave it as soon as the clock line is let go
  unsigned resets, crashes;
  uint32_t random;
  Event events[BOARD_EVENTS];
  unsigned event_count;
  Twi twi;
  Eeprom eeprom;
  Usage usage;
  Serial serial;
  avr_io_write_t watchdog_write, flash_write;  // the library's, behind ours
  uint8_t signature_shadow[32];
  bool signature_shown;
  uint8_t serial_number[10];
} Board;

typedef struct {
  const char *name, *elf, *eeprom, *serial;
  uint32_t hertz, startup_us, supply_mv, seed;
  int address;            // put into byte 0 of an EEPROM that has no file yet, or -1
} BoardOptions;

// Loads the image; NULL with a message on stderr if that fails. The board is off.
Board *board_create(const BoardOptions *options);
void board_power(Board *board, bool on);
void board_reset(Board *board, uint8_t cause);
// Lets the board's time pass up to a cycle. With wait_release set it may stop before.
void board_run(Board *board, uint64_t until);
// The present cycle, also in the middle of the instruction loop.
uint64_t board_now(const Board *board);
// Whether a sleep mode has stopped the clocks of everything but the watchdog (section 10).
bool board_clock_stopped(const Board *board);
void board_woken(Board *board);
bool board_schedule(Board *board, EventKind kind, uint64_t cycles_from_now);
void board_do(Board *board, EventKind kind);
uint32_t board_random(Board *board);

// registers.h has the addresses; these connect a model to them.
void board_on_write(Board *board, uint16_t address, avr_io_write_t callback);
struct avr_io_t *board_io(const Board *board, const char *kind);

void twi_attach(Board *board);
void twi_reset(Board *board);
bool twi_holds_clock(const Board *board);
void twi_start(Board *board);
void twi_stop(Board *board);
void twi_misplaced_stop(Board *board);
bool twi_acknowledges_address(const Board *board, uint8_t byte);
void twi_address(Board *board, uint8_t byte, bool acknowledged);
bool twi_acknowledges_data(const Board *board);
void twi_receive(Board *board, uint8_t byte, bool acknowledged);
uint8_t twi_drives(const Board *board);
void twi_transmitted(Board *board, bool acknowledged);

bool eeprom_attach(Board *board, const BoardOptions *options, bool has_image);
void eeprom_reset(Board *board);
void eeprom_finish(Board *board);
void eeprom_tear(Board *board);
void eeprom_awake(Board *board);
void eeprom_poke(Board *board, uint16_t address, uint8_t value);

bool serial_attach(Board *board, const char *link);
void serial_poll(Board *board);
void serial_feed(Board *board);
void serial_send(Board *board, const uint8_t *bytes, unsigned count);

void watchdog_attach(Board *board);

void signature_attach(Board *board, uint32_t seed);
void signature_hide(Board *board);

#endif
