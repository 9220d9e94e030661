// The two-wire interface as a slave, state by state as in section 22.7, tables 22-4 and 22-5.
//
//   S  SLA+W A   data A   data A   P          S  SLA+R A   data A   data N  P
//         0x60    0x80     0x80    0xA0             0xA8    0xB8     0xC0
//
// While TWINT is set the clock line is held low; the bus asks with twi_holds_clock() and lets time pass.
// As a master the interface only ever loses: a START it asks for waits for the host's next one and is beaten by it.
#include "board.h"

#include "avr_twi.h"

enum {
  ST_ARBITRATION_LOST = 0x38,
  ST_OWN_WRITE = 0x60, ST_OWN_WRITE_LOST = 0x68, ST_GENERAL = 0x70, ST_GENERAL_LOST = 0x78,
  ST_DATA_ACK = 0x80, ST_DATA_NACK = 0x88, ST_GENERAL_ACK = 0x90, ST_GENERAL_NACK = 0x98, ST_STOP = 0xA0,
  ST_OWN_READ = 0xA8, ST_OWN_READ_LOST = 0xB0, ST_SENT_ACK = 0xB8, ST_SENT_NACK = 0xC0, ST_SENT_LAST = 0xC8,
  ST_NOTHING = 0xF8, ST_BUS_ERROR = 0x00,
};

static bool enabled(const Board *board) {
  const uint8_t *data = board->avr->data;
  return board->powered && (data[REG_TWCR] & TWEN) && !(data[REG_PRR] & PRR_PRTWI);
}

static void set_status(Board *board, uint8_t status) {
  uint8_t *data = board->avr->data;
  data[REG_TWSR] = (uint8_t)(status | (data[REG_TWSR] & TWSR_PRESCALER));
}

// The interrupt is a level: as long as TWINT and TWIE are both set it is wanted.
static void update_interrupt(Board *board) {
  avr_t *avr = board->avr;
  const uint8_t both = TWINT | TWIE;
  if ((avr->data[REG_TWCR] & both) != both) {
    if (board->twi.vector->pending) avr_clear_interrupt(avr, board->twi.vector);
    return;
  }
  if (avr->state == cpu_Sleeping && !avr->sreg[S_I]) return;  // nothing wakes a core that masks all interrupts
  if (board->twi.vector->pending) return;
  bool was_deep = board_clock_stopped(board);
  avr_raise_interrupt(avr, board->twi.vector);
  if (was_deep) board_woken(board);
}

static void finish(Board *board, uint8_t status) {
  set_status(board, status);
  board->avr->data[REG_TWCR] |= TWINT;
  update_interrupt(board);
}

bool twi_holds_clock(const Board *board) { return enabled(board) && (board->avr->data[REG_TWCR] & TWINT); }

// START or repeated START. Still addressed: the previous transfer has ended (0xA0).
void twi_start(Board *board) {
  if (!enabled(board)) return;
  uint8_t control = board->avr->data[REG_TWCR];
  board->twi.arbitrating = (control & TWSTA) && !(control & TWINT);
  if (board->twi.role == TWI_NOT_ADDRESSED) return;
  board->twi.role = TWI_NOT_ADDRESSED;
  finish(board, ST_STOP);
}

void twi_stop(Board *board) {
  if (!enabled(board) || board->twi.role == TWI_NOT_ADDRESSED) return;
  board->twi.role = TWI_NOT_ADDRESSED;
  finish(board, ST_STOP);
}

// A STOP in the middle of a byte. Whoever is addressed is in error until its program sets TWSTO (section 22.7.5).
void twi_misplaced_stop(Board *board) {
  if (!enabled(board) || board->twi.role == TWI_NOT_ADDRESSED) return;
  board->twi.role = TWI_NOT_ADDRESSED;
  board->twi.in_error = true;
  finish(board, ST_BUS_ERROR);
}

static bool is_general(const Board *board, uint8_t byte) {
  return byte == 0 && (board->avr->data[REG_TWAR] & TWAR_TWGCE);
}

// TWAMR: a set bit makes the corresponding address bit a don't-care (section 22.9.6).
static bool is_own(const Board *board, uint8_t byte) {
  const uint8_t *data = board->avr->data;
  return (((byte ^ data[REG_TWAR]) & ~data[REG_TWAMR]) & 0xFE) == 0;
}

// Works in every sleep mode, clocked by the bus (section 22.7.3).
bool twi_acknowledges_address(const Board *board, uint8_t byte) {
  if (!enabled(board) || board->twi.in_error || !(board->avr->data[REG_TWCR] & TWEA)) return false;
  return is_general(board, byte) || is_own(board, byte);
}

void twi_address(Board *board, uint8_t byte, bool acknowledged) {
  if (!enabled(board)) return;
  Twi *twi = &board->twi;
  bool lost = twi->arbitrating;
  twi->arbitrating = false;
  if (!acknowledged) {
    if (lost) finish(board, ST_ARBITRATION_LOST);
    return;
  }
  // Woken from a deep sleep, TWDR does not show the byte on the bus (note to table 22-4).
  if (!board_clock_stopped(board)) board->avr->data[REG_TWDR] = byte;
  twi->general_call = !is_own(board, byte);
  twi->role = (byte & 1) ? TWI_TRANSMITTER : TWI_RECEIVER;
  if (twi->role == TWI_TRANSMITTER) finish(board, lost ? ST_OWN_READ_LOST : ST_OWN_READ);
  else if (twi->general_call) finish(board, lost ? ST_GENERAL_LOST : ST_GENERAL);
  else finish(board, lost ? ST_OWN_WRITE_LOST : ST_OWN_WRITE);
}

// A deep sleep entered between two bytes stops the interface: nobody acknowledges.
static bool takes_part(const Board *board, TwiRole role) {
  return enabled(board) && board->twi.role == role && !board_clock_stopped(board);
}

bool twi_acknowledges_data(const Board *board) {
  return takes_part(board, TWI_RECEIVER) && (board->avr->data[REG_TWCR] & TWEA);
}

void twi_receive(Board *board, uint8_t byte, bool acknowledged) {
  if (!takes_part(board, TWI_RECEIVER)) return;
  Twi *twi = &board->twi;
  board->avr->data[REG_TWDR] = byte;
  if (!acknowledged) twi->role = TWI_NOT_ADDRESSED;
  if (twi->general_call) finish(board, acknowledged ? ST_GENERAL_ACK : ST_GENERAL_NACK);
  else finish(board, acknowledged ? ST_DATA_ACK : ST_DATA_NACK);
}

// What this board puts on the data line during a byte of a read: all ones unless it is being read.
uint8_t twi_drives(const Board *board) {
  return takes_part(board, TWI_TRANSMITTER) ? board->avr->data[REG_TWDR] : 0xFF;
}

void twi_transmitted(Board *board, bool acknowledged) {
  if (!takes_part(board, TWI_TRANSMITTER)) return;
  Twi *twi = &board->twi;
  bool more = acknowledged && !twi->last_byte;
  if (!more) twi->role = TWI_NOT_ADDRESSED;
  finish(board, !acknowledged ? ST_SENT_NACK : more ? ST_SENT_ACK : ST_SENT_LAST);
}

static void switch_off(Board *board, uint8_t control) {
  board->avr->data[REG_TWCR] = (uint8_t)(control & (TWEA | TWIE));
  board->twi.role = TWI_NOT_ADDRESSED;
  board->twi.in_error = false;
  set_status(board, ST_NOTHING);
  update_interrupt(board);
}

// Writing a one to TWINT clears it and lets the clock line go (section 22.9.2).
static void control_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  Board *board = parameter;
  uint8_t before = avr->data[address];
  if (!(value & TWEN)) {
    switch_off(board, value);
  } else {
    uint8_t now = (uint8_t)((value & (TWEA | TWSTA | TWEN | TWIE)) | (before & (TWINT | TWWC)));
    if (value & TWSTO) {
      board->twi.role = TWI_NOT_ADDRESSED;
      board->twi.in_error = false;
    }
    if ((value & TWINT) && (before & TWINT)) {
      now &= (uint8_t)~TWINT;
      set_status(board, ST_NOTHING);
      board->twi.last_byte = !(value & TWEA);
    }
    avr->data[address] = now;
    update_interrupt(board);
  }
  if (board->wait_release && !twi_holds_clock(board)) {
    board->break_run = true;
    avr->run_cycle_count = 1;
  }
}

// TWDR can be written only while TWINT is set; otherwise TWWC tells of the collision (section 22.9.3).
static void data_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  (void)parameter;
  if (avr->data[REG_TWCR] & TWINT) {
    avr->data[address] = value;
    avr->data[REG_TWCR] &= (uint8_t)~TWWC;
  } else {
    avr->data[REG_TWCR] |= TWWC;
  }
}

static void status_written(avr_t *avr, avr_io_addr_t address, uint8_t value, void *parameter) {
  (void)parameter;
  avr->data[address] = (uint8_t)((avr->data[address] & TWSR_STATUS) | (value & TWSR_PRESCALER));
}

static void interrupt_ended(avr_irq_t *irq, uint32_t running, void *parameter) {
  (void)irq;
  if (!running) update_interrupt(parameter);
}

// Initial values: section 22.9.
void twi_reset(Board *board) {
  uint8_t *data = board->avr->data;
  board->twi.role = TWI_NOT_ADDRESSED;
  board->twi.arbitrating = board->twi.last_byte = board->twi.in_error = false;
  data[REG_TWCR] = 0;
  data[REG_TWSR] = ST_NOTHING;
  data[REG_TWDR] = 0xFF;
  data[REG_TWAR] = 0xFE;
  data[REG_TWAMR] = 0;
}

static uint8_t data_read(avr_t *avr, avr_io_addr_t address, void *parameter) {
  (void)parameter;
  return avr->data[address];
}

void twi_attach(Board *board) {
  avr_twi_t *library = (avr_twi_t *)board_io(board, "twi");
  board->twi.vector = &library->twi;
  board_on_write(board, REG_TWCR, control_written);
  board_on_write(board, REG_TWDR, data_written);
  board_on_write(board, REG_TWSR, status_written);
  board->avr->io[AVR_DATA_TO_IO(REG_TWDR)].r.c = data_read;
  board->avr->io[AVR_DATA_TO_IO(REG_TWDR)].r.param = board;
  avr_irq_register_notify(library->twi.irq + AVR_INT_IRQ_RUNNING, interrupt_ended, board);
}
