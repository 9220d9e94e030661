// What only C can say on this chip: interrupt entry, timed register sequences, code before main.
// Section numbers: ATmega328P data sheet (Atmel-8271).
#include "chip.h"

#include <avr/boot.h>
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

// MARK: Interrupts. The two-wire one is in two_wire_entry.S.
volatile bool two_wire_addressed;
volatile uint16_t clock_overflows;
ISR(TIMER1_OVF_vect) { clock_overflows++; }

static volatile uint8_t serial_ring[16];
static volatile uint8_t serial_in, serial_out;
ISR(USART_RX_vect) {
  uint8_t byte = UDR0;
  uint8_t next = (serial_in + 1) & 15;
  if (next == serial_out) return;  // full: drop the newest
  serial_ring[serial_in] = byte;
  serial_in = next;
}
bool serial_has_byte(void) { return serial_in != serial_out; }
uint8_t serial_take(void) {
  uint8_t byte = serial_ring[serial_out];
  serial_out = (serial_out + 1) & 15;
  return byte;
}

// Wakes the main loop, which has the next byte to send; it stays off until the main loop waits for it again.
ISR(USART_UDRE_vect) { UCSR0B &= (uint8_t)~(1 << UDRIE0); }

// MARK: Reset. The watchdog stays on after a watchdog reset, at its shortest period, until WDRF is cleared (section 11.9.2).
static uint8_t reset_cause __attribute__((section(".noinit")));
static uint8_t watchdog_resets __attribute__((section(".noinit")));
void board_note_reset(void) __attribute__((naked, used, section(".init3")));
void board_note_reset(void) {
  reset_cause = MCUSR & 0x0F;
  MCUSR = 0;
  wdt_disable();
  if (reset_cause & (1 << PORF)) watchdog_resets = 0;
  else if ((reset_cause & (1 << WDRF)) && watchdog_resets < 255) watchdog_resets++;
}
uint8_t board_reset_cause(void) { return reset_cause; }
uint8_t board_watchdog_resets(void) { return watchdog_resets; }
// The serial number lies behind the calibration bytes of the signature row; the data sheet does not list it for this
// part, the field's tools all read it there.
uint8_t board_id_byte(uint8_t index) { return boot_signature_byte_get(0x0E + index); }

void board_set_up(void) {
  // Off: timers 0 and 2, SPI, ADC, comparator. Unused pins are pulled up, the LED pin is an output (section 14.2.6).
  PRR = (1 << PRTIM0) | (1 << PRTIM2) | (1 << PRSPI) | (1 << PRADC);
  ACSR = (1 << ACD);
  DDRB = (1 << DDB5);
  PORTB = (uint8_t)~(1 << PORTB5);
  PORTC = 0x0F;  // not SDA, SCL
  PORTD = 0xFF;
  TCCR1A = 0;
  TCCR1B = (1 << CS11) | (1 << CS10);
  TIMSK1 = (1 << TOIE1);
  UBRR0 = (F_CPU / 8 + 38400 / 2) / 38400 - 1;
  UCSR0A = (1 << U2X0);
  UCSR0C = (1 << UCSZ01) | (1 << UCSZ00);
  UCSR0B = (1 << RXCIE0) | (1 << RXEN0) | (1 << TXEN0);
  wdt_enable(WDTO_2S);
}

void board_restart(void) {
  wdt_enable(WDTO_15MS);
  wdt_reset();  // counts anew with the new period
  for (;;) {}
}

// MARK: EEPROM, section 8.6.3. The two steps must follow each other within four cycles.
uint8_t eeprom_byte(uint8_t cell) {
  EEAR = cell;
  EECR |= (1 << EERE);
  return EEDR;
}
void eeprom_program(uint8_t cell, uint8_t value) {
  uint8_t status = SREG;
  EEAR = cell;
  EEDR = value;
  cli();
  EECR = (1 << EEMPE);
  EECR |= (1 << EEPE);
  SREG = status;
}

// MARK: Sleep, section 10. `sei` takes effect after the next instruction, so no interrupt can slip in before `sleep`.
void sleep_idle(void) {
  set_sleep_mode(SLEEP_MODE_IDLE);
  sleep_enable();
  sei();
  sleep_cpu();
  sleep_disable();
}
// The watchdog would wake and reset the board, the brown-out detector draws 20 µA: both are off meanwhile.
void sleep_power_down(void) {
  wdt_disable();
  set_sleep_mode(SLEEP_MODE_PWR_DOWN);
  sleep_enable();
  sleep_bod_disable();
  sei();
  sleep_cpu();
  sleep_disable();
  wdt_enable(WDTO_2S);
}
