// The EEPROM with its programming time. The library writes at once and never shows EEPE; on the chip a byte takes
// 3.4 ms (section 8.6.3, table 8-1) and is undefined if the supply goes away before that.
#include "board.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "avr_eeprom.h"

enum { ERASE_AND_WRITE_US = 3400, HALF_US = 1800, EEMPE_CYCLES = 4, WRITE_HALT = 2, READ_HALT = 4 };
enum { MODE_BOTH = 0x00, MODE_ERASE = 0x10, MODE_WRITE = 0x20 };

static void raise_ready(Board *board) {
  uint8_t control = board->avr->data[REG_EECR];
  if ((control & EERIE) && !board->eeprom.busy && !board_clock_stopped(board))
    avr_raise_interrupt(board->avr, board->eeprom.vector);
}

void eeprom_awake(Board *board) { raise_ready(board); }

static void keep(Board *board, uint16_t address) {
  Eeprom *eeprom = &board->eeprom;
  if (eeprom->file >= 0 && pwrite(eeprom->file, eeprom->bytes + address, 1, address) != 1)
    perror("virtual-boards: EEPROM file");
}

void eeprom_poke(Board *board, uint16_t address, uint8_t value) {
  board->eeprom.bytes[address] = value;
  keep(board, address);
}

void eeprom_finish(Board *board) {
  Eeprom *eeprom = &board->eeprom;
  eeprom->busy = false;
  eeprom_poke(board, eeprom->address, eeprom->value);
  board->avr->data[REG_EECR] &= (uint8_t)~EEPE;
  raise_ready(board);
}

// The supply is cut: the cell being programmed may hold anything afterwards.
void eeprom_tear(Board *board) {
  Eeprom *eeprom = &board->eeprom;
  if (!eeprom->busy) return;
  eeprom->busy = false;
  eeprom->torn++;
  eeprom_poke(board, eeprom->address, (uint8_t)board_random(board));
}

// A reset without loss of supply lets the running byte finish.
void eeprom_reset(Board *board) { board->avr->data[REG_EECR] = board->eeprom.busy ? EEPE : 0; }

static uint16_t selected(const avr_t *avr) {
  return (uint16_t)((avr->data[REG_EEARL] | avr->data[REG_EEARH] << 8) & (EEPROM_SIZE - 1));
}

static uint8_t programmed(uint8_t mode, uint8_t old, uint8_t wanted) {
  if (mode == MODE_ERASE) return 0xFF;
  return mode == MODE_WRITE ? (uint8_t)(old & wanted) : wanted;
}

static void program(Board *board, uint8_t mode) {
  avr_t *avr = board->avr;
  Eeprom *eeprom = &board->eeprom;
  uint32_t microseconds = mode == MODE_BOTH ? ERASE_AND_WRITE_US : HALF_US;
  eeprom->busy = true;
  eeprom->address = selected(avr);
  eeprom->value = programmed(mode, eeprom->bytes[eeprom->address], avr->data[REG_EEDR]);
  eeprom->done_at = board_now(board) + (uint64_t)board->hertz * microseconds / 1000000;
  avr->cycle += WRITE_HALT;
  board->break_run = true;
  avr->run_cycle_count = 1;
}

static avr_cycle_count_t permission_ends(avr_t *avr, avr_cycle_count_t when, void *parameter) {
  (void)when, (void)parameter;
  avr->data[REG_EECR] &= (uint8_t)~EEMPE;
  return 0;
}

// Section 8.6.3: EEPE acts only within four cycles of EEMPE; while EEPE is set nothing can be read or changed.
static void control_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  Board *board = parameter;
  uint8_t before = avr->data[address];
  uint8_t now = (uint8_t)((value & (EERIE | EEMPE)) | (before & EEPE));
  now |= board->eeprom.busy ? before & EEPM : value & EEPM;
  if ((value & EEMPE) && !(before & EEMPE)) avr_cycle_timer_register(avr, EEMPE_CYCLES, permission_ends, board);
  if ((value & EEPE) && (before & EEMPE) && !board->eeprom.busy) {
    program(board, now & EEPM);
    now = (uint8_t)((now | EEPE) & ~EEMPE);
  } else if ((value & EERE) && !board->eeprom.busy) {
    avr->data[REG_EEDR] = board->eeprom.bytes[selected(avr)];
    avr->cycle += READ_HALT;
  }
  avr->data[address] = now;
  raise_ready(board);
}

static void interrupt_ended(avr_irq_t *irq, uint32_t running, void *parameter) {
  (void)irq;
  if (!running) raise_ready(parameter);
}

static bool open_file(Board *board, const char *path, bool *is_new) {
  Eeprom *eeprom = &board->eeprom;
  eeprom->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (eeprom->file < 0) return false;
  *is_new = pread(eeprom->file, eeprom->bytes, EEPROM_SIZE, 0) != EEPROM_SIZE;
  return true;
}

bool eeprom_attach(Board *board, const BoardOptions *options, bool has_image) {
  avr_eeprom_t *library = (avr_eeprom_t *)board_io(board, "eeprom");
  Eeprom *eeprom = &board->eeprom;
  eeprom->bytes = library->eeprom;
  eeprom->vector = &library->ready;
  eeprom->file = -1;
  board_on_write(board, REG_EECR, control_written);
  avr_irq_register_notify(library->ready.irq + AVR_INT_IRQ_RUNNING, interrupt_ended, board);
  uint8_t image[EEPROM_SIZE];
  memset(image, 0xFF, sizeof image);
  if (has_image) memcpy(image, eeprom->bytes, sizeof image);
  bool is_new = true;
  if (options->eeprom && !open_file(board, options->eeprom, &is_new)) {
    perror(options->eeprom);
    return false;
  }
  if (!is_new) return true;
  if (options->address >= 0) image[0] = (uint8_t)options->address;
  for (uint16_t i = 0; i < EEPROM_SIZE; i++) eeprom_poke(board, i, image[i]);
  return true;
}
