// The signature row ("Reading the Signature Row from Software"): device signature, oscillator calibration and, on the 328P, ten
// bytes of serial number behind them. LPM within three cycles of setting SIGRD and SELFPRGEN reads it instead of
// the program; the library does not know that, so for those cycles the row lies over the first bytes of the flash.
#include "board.h"

#include <string.h>

enum { SHOWN_CYCLES = 6, ROW_SERIAL_NUMBER = 14 };

static void *library_parameter(const Board *board) { return board_io(board, "flash"); }

void signature_hide(Board *board) {
  if (!board->signature_shown) return;
  memcpy(board->avr->flash, board->signature_shadow, sizeof board->signature_shadow);
  board->signature_shown = false;
}

static avr_cycle_count_t hide(avr_t *avr, avr_cycle_count_t when, void *parameter) {
  (void)avr, (void)when;
  signature_hide(parameter);
  return 0;
}

static void show(Board *board) {
  if (board->signature_shown) return;
  uint8_t row[sizeof board->signature_shadow];
  memset(row, 0xFF, sizeof row);
  row[0] = 0x1E;
  row[1] = 0x9C;  // a plausible OSCCAL
  row[2] = 0x95;
  row[4] = 0x0F;
  memcpy(row + ROW_SERIAL_NUMBER, board->serial_number, sizeof board->serial_number);
  memcpy(board->signature_shadow, board->avr->flash, sizeof board->signature_shadow);
  memcpy(board->avr->flash, row, sizeof row);
  board->signature_shown = true;
}

static void control_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  Board *board = parameter;
  const uint8_t both = SPMCSR_SIGRD | SPMCSR_SELFPRGEN;
  if ((value & both) != both) {
    board->flash_write(avr, address, value, library_parameter(board));
    return;
  }
  show(board);
  avr_cycle_timer_register(avr, SHOWN_CYCLES, hide, board);
}

void signature_attach(Board *board, uint32_t seed) {
  uint32_t state = seed * 2654435761u + 12345;
  for (unsigned i = 0; i < sizeof board->serial_number; i++) {
    state = state * 1664525u + 1013904223u;
    board->serial_number[i] = (uint8_t)(state >> 24);
  }
  board->flash_write = board->avr->io[AVR_DATA_TO_IO(REG_SPMCSR)].w.c;
  board_on_write(board, REG_SPMCSR, control_written);
}
