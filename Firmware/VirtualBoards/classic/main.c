// An old-style Mini Pro for tests: dialect A of doc/protocols/minipro.md with the defects found in the field, so that
// whatever drives a rig can be proven against boards that have no better manners. Not for flashing on a real board.
//
// The interrupt answers queries and fetches the payload while the board is idle. While it hashes, payloads stay
// unread, and then the two-wire layer drops all later writes: the board is deaf until it is reset.
#include <avr/boot.h>
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/wdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sha1.h"
#include "two_wire.h"

enum { HASH_TEXT = 40, TEXT_LIMIT = 48, DEFAULT_DIFFICULTY = 10, DEFAULT_ADDRESS = 8, LAST_ADDRESS = 49 };
enum { BAUD_DIVISOR = F_CPU / 8 / 38400 - 1, SERIAL_NUMBER = 14 };

static volatile char run_state = 'I', version = 'c', command = ' ';
static volatile bool start_wanted, identity_wanted;
static char previous[TEXT_LIMIT + 1], expected[TEXT_LIMIT + 1];
static volatile uint8_t difficulty = DEFAULT_DIFFICULTY, new_address;
static volatile uint16_t milliseconds;
static uint16_t result, elapsed;

ISR(TIMER0_COMPA_vect) { milliseconds++; }

static void answer_text(const char *text) { two_wire_answer((const uint8_t *)text, (uint8_t)strlen(text)); }

static void answer_status(void) {
  char text[4] = {run_state, version, command, 0};
  answer_text(text);
}

static void answer_number(uint16_t value) {
  char text[6];
  snprintf(text, sizeof text, "%5u", value);
  answer_text(text);
}

static char hexadecimal(uint8_t value) { return (char)(value < 10 ? '0' + value : 'A' + value - 10); }

static void answer_identity(void) {
  char text[] = "DUCOID0123456789abcdef  ";
  for (uint8_t i = 0; i < 8; i++) {
    uint8_t byte = boot_signature_byte_get(SERIAL_NUMBER + i);
    text[6 + 2 * i] = hexadecimal(byte >> 4);
    text[7 + 2 * i] = hexadecimal(byte & 15);
  }
  answer_text(text);
}

// Text grows with every half; a second `M` or `O` makes it too long to be right, which is as it was.
static void append(char *text, bool from_start) {
  uint8_t length = from_start ? 0 : (uint8_t)strlen(text);
  for (int16_t byte; (byte = two_wire_read()) >= 0;)
    if (length < TEXT_LIMIT) text[length++] = (char)byte;
  text[length] = 0;
}

static uint8_t payload_number(void) {
  uint8_t value = 0;
  for (int16_t byte; (byte = two_wire_read()) >= 0;)
    if (byte >= '0' && byte <= '9') value = (uint8_t)(value * 10 + byte - '0');
  return value;
}

static void take_payload(char letter) {
  switch (letter) {
    case 'L': append(previous, true); break;
    case 'M': append(previous, false); break;
    case 'N': append(expected, true); break;
    case 'O': append(expected, false), start_wanted = true; break;
    case 'D': difficulty = payload_number(); break;
    case 'V': new_address = payload_number(); break;
    case 'H': start_wanted = true; break;
    case 'I': identity_wanted = true; break;
    case 'A': version = 'c'; break;
    default: break;
  }
}

// Interrupt: one command has arrived.
void two_wire_received(void) {
  int16_t letter = two_wire_read();
  switch (letter) {
    case 'S': answer_status(); return;
    case 'R': answer_number(result); return;
    case 'E': answer_number(elapsed); return;
    default: break;
  }
  if (letter >= 0) command = (char)letter;
  if (run_state == 'B') return;  // the defect: the payload stays unread
  run_state = 'I';
  version = '?';
  take_payload((char)letter);
}

static uint8_t digit(char c) { return (uint8_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); }

static bool matches(const uint8_t digest[20]) {
  if (strlen(expected) != HASH_TEXT) return false;
  for (uint8_t i = 0; i < 20; i++)
    if (digest[i] != (uint8_t)(digit(expected[2 * i]) << 4 | digit(expected[2 * i + 1]))) return false;
  return true;
}

static uint16_t search(void) {
  char message[TEXT_LIMIT + 6];
  uint8_t digest[20], length = (uint8_t)strlen(previous);
  memcpy(message, previous, length);
  for (uint16_t nonce = 0; nonce <= difficulty * 100u; nonce++) {
    utoa(nonce, message + length, 10);
    sha1_short(message, (uint8_t)(length + strlen(message + length)), digest);
    PORTB ^= 1 << PB5;
    if (matches(digest)) return nonce;
  }
  return 0;
}

static uint16_t now(void) {
  cli();
  uint16_t value = milliseconds;
  sei();
  return value;
}

static void hash(void) {
  start_wanted = false;
  run_state = 'B';
  command = ' ';
  uint16_t began = now();
  result = search();
  elapsed = now() - began;
  run_state = 'C';
}

static void change_address(void) {
  eeprom_update_byte((uint8_t *)0, new_address);
  two_wire_begin(new_address);
  new_address = 0;
}

static void say(const char *text) {
  for (; *text; text++) {
    while (!(UCSR0A & 1 << UDRE0)) {}
    UDR0 = (uint8_t)*text;
  }
}

static void report(void) {
  char text[40];
  snprintf(text, sizeof text, "%u,%u,DUCOID\r\n", result, elapsed);
  say(text);
}

// Serial console: digits, then a letter that acts at once.
static void console(char byte) {
  static uint16_t number;
  if (byte >= '0' && byte <= '9') {
    number = (uint16_t)(number * 10 + byte - '0');
    return;
  }
  if (byte == 'V') new_address = (uint8_t)number;
  if (byte == 'd') difficulty = (uint8_t)number;
  if (byte == 'h') hash(), report();
  number = 0;
}

static void set_up(void) {
  wdt_disable();
  DDRB |= 1 << PB5;
  OCR0A = F_CPU / 64 / 1000 - 1;
  TCCR0A = 1 << WGM01;
  TCCR0B = 1 << CS01 | 1 << CS00;
  TIMSK0 = 1 << OCIE0A;
  UCSR0A = 1 << U2X0;
  UBRR0 = BAUD_DIVISOR;
  UCSR0B = 1 << RXEN0 | 1 << TXEN0;
  const uint8_t nothing = 0;
  two_wire_answer(&nothing, 1);
  uint8_t address = eeprom_read_byte((const uint8_t *)0);
  two_wire_begin(address > 0 && address <= LAST_ADDRESS ? address : DEFAULT_ADDRESS);
  sei();
}

// What arrived while the board was hashing is forgotten, but not before it has done its harm.
static void after_hash(void) {
  if (command == ' ' || command == 'A') return;
  run_state = 'I';
  version = '?';
  command = ' ';
  answer_status();
}

int main(void) {
  set_up();
  for (;;) {
    if (start_wanted) hash(), after_hash();
    if (new_address) change_address();
    if (identity_wanted) identity_wanted = false, answer_identity();
    if (UCSR0A & 1 << RXC0) console((char)UDR0);
    if (!start_wanted && !new_address) command = ' ';
  }
}
