// A board that only watches: it writes down every status of its two-wire interface, so that the slave model can be
// held against the data sheet's tables. What it does is set by EEPROM bytes 0 to 4; the log is at LOG in SRAM.
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdbool.h>
#include <util/twi.h>

enum { GENERAL_CALL = 1, POWER_DOWN = 2, WANTS_BUS = 4, WATCHDOG = 8, SLOW = 16, BUSY_EEPROM = 32, IGNORES_ERRORS = 64 };
enum { LOG = 0x400, LOG_SIZE = 0x200 };

static volatile uint8_t *const count = (volatile uint8_t *)(LOG - 1);
static volatile uint8_t *const ticks = (volatile uint8_t *)(LOG - 2);
static volatile uint8_t *const status_log = (volatile uint8_t *)LOG;
static uint8_t flags, receive_limit, transmit_limit, done;
static volatile bool addressed;

static void note(uint8_t value) { status_log[(*count)++] = value; }

ISR(WDT_vect) { (*ticks)++; }

ISR(TWI_vect) {
  uint8_t control = 1 << TWEN | 1 << TWIE | 1 << TWINT | 1 << TWEA, status = TW_STATUS;
  note(status);
  addressed = status != TW_SR_STOP && status != TW_ST_DATA_NACK && status != TW_ST_LAST_DATA;
  switch (status) {
    case TW_SR_SLA_ACK: case TW_SR_GCALL_ACK: case TW_SR_ARB_LOST_SLA_ACK: case TW_SR_ARB_LOST_GCALL_ACK:
      done = 0;
      if (receive_limit == 0) control &= (uint8_t)~(1 << TWEA);
      break;
    case TW_SR_DATA_ACK: case TW_SR_GCALL_DATA_ACK: case TW_SR_DATA_NACK: case TW_SR_GCALL_DATA_NACK:
      note(TWDR);
      if (++done == receive_limit) control &= (uint8_t)~(1 << TWEA);
      break;
    case TW_ST_SLA_ACK: case TW_ST_ARB_LOST_SLA_ACK:
      done = 0;
      // fall through
    case TW_ST_DATA_ACK:
      TWDR = 0xB0 + done;
      if (++done == transmit_limit) control &= (uint8_t)~(1 << TWEA);
      break;
    case TW_BUS_ERROR:
      if (!(flags & IGNORES_ERRORS)) control |= 1 << TWSTO;
      break;
    default:
      break;
  }
  if (flags & SLOW)
    for (volatile uint16_t i = 0; i < 1000; i++) {}
  TWCR = control;
}

static uint8_t setting(uint16_t place) { return eeprom_read_byte((const uint8_t *)place); }

int main(void) {
  *count = *ticks = 0;
  flags = setting(1);
  receive_limit = setting(3);
  transmit_limit = setting(4);
  TWAR = (uint8_t)(setting(0) << 1 | (flags & GENERAL_CALL ? 1 : 0));
  TWAMR = (uint8_t)(setting(2) << 1);
  TWCR = (uint8_t)(1 << TWEN | 1 << TWIE | 1 << TWEA | (flags & WANTS_BUS ? 1 << TWSTA : 0));
  if (flags & WATCHDOG) {
    WDTCSR = 1 << WDCE | 1 << WDE;
    WDTCSR = 1 << WDIE | 1 << WDP2;  // interrupt every 0.25 s
  }
  if (flags & BUSY_EEPROM) eeprom_write_byte((uint8_t *)9, 0x5A);
  for (;;) {
    cli();
    set_sleep_mode(flags & POWER_DOWN && !addressed ? SLEEP_MODE_PWR_DOWN : SLEEP_MODE_IDLE);
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
}
