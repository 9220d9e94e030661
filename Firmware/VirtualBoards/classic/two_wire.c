#include "two_wire.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <string.h>
#include <util/twi.h>

static volatile uint8_t wire[TWO_WIRE_BUFFER], wire_count;
static volatile uint8_t received[TWO_WIRE_BUFFER], received_count, read_count;
static volatile uint8_t answer[TWO_WIRE_BUFFER], answer_count, sent_count;

enum { CONTINUE = 1 << TWEN | 1 << TWIE | 1 << TWINT | 1 << TWEA, LAST = 1 << TWEN | 1 << TWIE | 1 << TWINT };

void two_wire_begin(uint8_t address) {
  TWCR = 0;
  TWAR = (uint8_t)(address << 1);
  TWCR = 1 << TWEN | 1 << TWIE | 1 << TWEA;
}

int16_t two_wire_read(void) { return read_count < received_count ? received[read_count++] : -1; }

void two_wire_answer(const uint8_t *bytes, uint8_t count) {
  uint8_t status = SREG;
  cli();
  memcpy((uint8_t *)answer, bytes, count);
  answer_count = count;
  SREG = status;
}

// The defect: what is unread stays, what is new is lost.
static void hand_over(void) {
  if (read_count < received_count) return;
  memcpy((uint8_t *)received, (const uint8_t *)wire, wire_count);
  received_count = wire_count;
  read_count = 0;
  two_wire_received();
}

static void send_next(void) {
  TWDR = sent_count < answer_count ? answer[sent_count] : 0xFF;
  sent_count++;
  TWCR = sent_count < answer_count ? CONTINUE : LAST;
}

ISR(TWI_vect) {
  switch (TW_STATUS) {
    case TW_SR_SLA_ACK:
    case TW_SR_ARB_LOST_SLA_ACK:
      wire_count = 0;
      TWCR = CONTINUE;
      break;
    case TW_SR_DATA_ACK:
      if (wire_count < TWO_WIRE_BUFFER) {
        wire[wire_count++] = TWDR;
        TWCR = wire_count < TWO_WIRE_BUFFER ? CONTINUE : LAST;
      } else {
        TWCR = LAST;
      }
      break;
    case TW_SR_STOP:
      TWCR = CONTINUE;
      hand_over();
      break;
    case TW_SR_DATA_NACK:
      TWCR = LAST;  // the defect: nothing sets TWEA again
      break;
    case TW_ST_SLA_ACK:
    case TW_ST_ARB_LOST_SLA_ACK:
      sent_count = 0;
      send_next();
      break;
    case TW_ST_DATA_ACK:
      send_next();
      break;
    case TW_ST_DATA_NACK:
    case TW_ST_LAST_DATA:
      TWCR = CONTINUE;
      break;
    default:
      TWCR = CONTINUE | 1 << TWSTO;
      break;
  }
}
