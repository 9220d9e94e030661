// A board's life: image, supply, reset, scheduled events.
#include "board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim_elf.h"

// xorshift32 (Marsaglia 2003): seeded, so that a run can be repeated.
uint32_t board_random(Board *board) {
  uint32_t x = board->random;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return board->random = x;
}

struct avr_io_t *board_io(const Board *board, const char *kind) {
  avr_io_t *io = board->avr->io_port;
  while (io && strcmp(io->kind, kind)) io = io->next;
  return io;
}

// Takes a register over from the library.
void board_on_write(Board *board, uint16_t address, avr_io_write_t callback) {
  board->avr->io[AVR_DATA_TO_IO(address)].w.c = callback;
  board->avr->io[AVR_DATA_TO_IO(address)].w.param = board;
}

// SRAM and registers hold anything after power-up.
static void randomise_memory(Board *board) {
  avr_t *avr = board->avr;
  for (uint32_t i = 0; i < 32; i++) avr->data[i] = (uint8_t)board_random(board);
  for (uint32_t i = avr->ioend + 1u; i <= avr->ramend; i++) avr->data[i] = (uint8_t)board_random(board);
}

// Clears every register, restarts the core, keeps the causes of earlier resets in MCUSR (section 11.9.1).
void board_reset(Board *board, uint8_t cause) {
  avr_t *avr = board->avr;
  uint8_t causes = cause == MCUSR_PORF ? cause : (uint8_t)(avr->data[REG_MCUSR] | cause);
  signature_hide(board);
  avr_reset(avr);
  avr->data[REG_MCUSR] = causes;
  twi_reset(board);
  eeprom_reset(board);
  board->holds_sda = false;
  board->stalled_until = board->cycle + board->startup;
  board->resets++;
}

void board_power(Board *board, bool on) {
  if (board->powered == on) return;
  board->powered = on;
  if (!on) eeprom_tear(board);
  if (on) randomise_memory(board);
  board_reset(board, MCUSR_PORF);
}

void board_do(Board *board, EventKind kind) {
  switch (kind) {
    case EVENT_POWER_OFF: board_power(board, false); break;
    case EVENT_POWER_ON: board_power(board, true); break;
    case EVENT_RESET:
      if (board->powered) board_reset(board, MCUSR_EXTRF);
      break;
    case EVENT_HOLD_SDA: board->holds_sda = board->powered; break;
    case EVENT_ALWAYS_HOLD_SDA: board->always_holds_sda = true; break;
    case EVENT_RELEASE_SDA: board->holds_sda = board->always_holds_sda = false; break;
  }
}

bool board_schedule(Board *board, EventKind kind, uint64_t cycles_from_now) {
  if (board->event_count == BOARD_EVENTS) return false;
  unsigned place = board->event_count++;
  uint64_t cycle = board->cycle + cycles_from_now;
  for (; place > 0 && board->events[place - 1].cycle > cycle; place--)
    board->events[place] = board->events[place - 1];
  board->events[place] = (Event){cycle, kind};
  return true;
}

static bool load(Board *board, const BoardOptions *options, bool *has_eeprom) {
  elf_firmware_t image;
  if (elf_read_firmware(options->elf, &image) != 0) return false;
  board->avr = avr_make_mcu_by_name("atmega328p");
  if (!board->avr || avr_init(board->avr) != 0) return false;
  *has_eeprom = image.eeprom && image.eesize;
  avr_load_firmware(board->avr, &image);
  board->avr->frequency = board->hertz;
  board->avr->log = LOG_ERROR;
  board->avr->vcc = board->avr->avcc = board->avr->aref = options->supply_mv;
  free(image.flash);
  return true;
}

Board *board_create(const BoardOptions *options) {
  Board *board = calloc(1, sizeof *board);
  if (!board) return NULL;
  snprintf(board->name, sizeof board->name, "%s", options->name);
  board->hertz = options->hertz;
  board->picoseconds = (1000000000000u + options->hertz / 2) / options->hertz;
  board->startup = (uint64_t)options->startup_us * options->hertz / 1000000;
  board->random = options->seed * 2u + 1u;
  bool has_eeprom = false;
  if (!load(board, options, &has_eeprom)) {
    fprintf(stderr, "virtual-boards: cannot load %s for board %s\n", options->elf, options->name);
    return NULL;
  }
  twi_attach(board);
  watchdog_attach(board);
  signature_attach(board, options->seed);
  if (!eeprom_attach(board, options, has_eeprom)) return NULL;
  if (!serial_attach(board, options->serial)) return NULL;
  board_reset(board, MCUSR_PORF);
  board->resets = 0;
  return board;
}
