// The watchdog is the library's, with its oversight mended: a new time-out of a running watchdog takes effect.
#include "board.h"

#include <stddef.h>

#include "avr_watchdog.h"

enum { WDTCSR_PRESCALER = 0x27 };

static void control_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  Board *board = parameter;
  uint8_t before = avr->data[address];
  board->watchdog_write(avr, address, value, board_io(board, "watchdog"));
  if ((avr->data[address] ^ before) & WDTCSR_PRESCALER) avr_ioctl(avr, AVR_IOCTL_WATCHDOG_RESET, NULL);
}

void watchdog_attach(Board *board) {
  board->watchdog_write = board->avr->io[AVR_DATA_TO_IO(REG_WDTCSR)].w.c;
  board_on_write(board, REG_WDTCSR, control_written);
}
