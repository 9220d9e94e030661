// Register accessors of the ATmega328P for Swift, and what only C can say. Section numbers: ATmega328P data sheet
// (Atmel-8271). Each inline function is one to three instructions.
#pragma once

#include <avr/io.h>
#include <stdbool.h>
#include <stdint.h>

#define BARRIER() __asm__ __volatile__("" ::: "memory")

// MARK: Interrupts. The barriers keep the compiler from carrying shared memory in registers across them.
static inline void interrupts_mask(void) { __asm__ __volatile__("cli" ::: "memory"); }
static inline void interrupts_unmask(void) { __asm__ __volatile__("sei" ::: "memory"); }

// MARK: Two-wire interface, section 22.9.
// two_wire_entry.S has moved the byte in states 0x80 and 0xB8, and let go of the clock line in these, 0x60, 0xA0 and
// 0xC0.
extern volatile uint8_t two_wire_state, two_wire_byte, two_wire_ahead;
static inline uint8_t twi_status(void) { return two_wire_state; }
static inline uint8_t twi_received(void) { return two_wire_byte; }
static inline uint8_t twi_data(void) { return TWDR; }
static inline void twi_send(uint8_t byte) { TWDR = byte; }
static inline void twi_set_ahead(uint8_t byte) { two_wire_ahead = byte; }
// Between address match and the end of the transaction.
extern volatile bool two_wire_addressed;
static inline bool twi_is_addressed(void) { return two_wire_addressed; }
static inline void twi_set_addressed(bool yes) { two_wire_addressed = yes; }
// Stays awake between two bytes: waking would hold the clock line four cycles longer. At most some 1 ms at 8 MHz, so that
// a transaction whose master is gone does not keep the main loop.
static inline void twi_await_end(void) {
  for (uint16_t left = 1000; left && two_wire_addressed; left--) {}
}
// Whether the byte after the next one will be acknowledged.
static inline void twi_acknowledge_next(bool yes) {
  GPIOR2 = (1 << TWINT) | (yes << TWEA) | (1 << TWEN) | (1 << TWIE);
}
static inline void twi_set_address(uint8_t address) { TWAR = (uint8_t)(address << 1); }
// Clears TWINT, which lets go of the clock line; acknowledges the next byte or address.
static inline void twi_go_on(void) { TWCR = (1 << TWINT) | (1 << TWEA) | (1 << TWEN) | (1 << TWIE); }
// Lets go of both lines and listens anew.
static inline void twi_restart(void) {
  TWCR = 0;
  TWCR = (1 << TWEA) | (1 << TWEN) | (1 << TWIE);
}
// Recovers from an illegal START or STOP (section 22.7.5, table 22-6).
static inline void twi_recover(void) {
  TWCR = (1 << TWINT) | (1 << TWSTO) | (1 << TWEA) | (1 << TWEN) | (1 << TWIE);
}

// MARK: Timer 1 as the clock: F_CPU / 64, 4 µs a tick at 16 MHz, 8 µs at 8 MHz (section 16).
extern volatile uint16_t clock_overflows;
// With interrupts masked.
static inline uint32_t clock_microseconds_masked(void) {
  uint16_t low = TCNT1;
  uint16_t high = clock_overflows;
  if ((TIFR1 & (1 << TOV1)) && low < 0x8000) high++;
  uint32_t ticks = ((uint32_t)high << 16) | low;
  return F_CPU == 16000000UL ? ticks << 2 : ticks << 3;
}
static inline uint8_t clock_overflow_low(void) { return (uint8_t)clock_overflows; }
static inline uint16_t clock_overflow_count(void) {
  interrupts_mask();
  uint16_t count = clock_overflows;
  interrupts_unmask();
  return count;
}
static inline uint8_t clock_megahertz(void) { return F_CPU / 1000000UL; }

// MARK: EEPROM, section 8.6.
static inline bool eeprom_is_ready(void) { return !(EECR & (1 << EEPE)); }
uint8_t eeprom_byte(uint8_t cell);
void eeprom_program(uint8_t cell, uint8_t value);

// MARK: Serial, section 20.
static inline bool serial_can_send(void) { return UCSR0A & (1 << UDRE0); }
static inline void serial_send(uint8_t byte) { UDR0 = byte; }
// An interrupt when the next byte can be sent.
static inline void serial_wait(void) { UCSR0B |= (1 << UDRIE0); }
bool serial_has_byte(void);
uint8_t serial_take(void);

// MARK: ADC on the bandgap, sections 24.5 to 24.9.
static inline void adc_select_bandgap(void) {
  PRR &= (uint8_t)~(1 << PRADC);
  ADMUX = (1 << REFS0) | 0x0E;
  ADCSRA = (1 << ADEN) | (F_CPU == 16000000UL ? 7 : 6);
}
static inline void adc_start(void) { ADCSRA |= (1 << ADSC); }
static inline bool adc_is_busy(void) { return ADCSRA & (1 << ADSC); }
static inline uint16_t adc_result(void) { return ADC; }
static inline void adc_off(void) {
  ADCSRA = 0;
  PRR |= (1 << PRADC);
}

// MARK: Board.
static inline void led_on(void) { PORTB |= (1 << PORTB5); }
static inline void led_off(void) { PORTB &= (uint8_t)~(1 << PORTB5); }
static inline void watchdog_serve(void) { __asm__ __volatile__("wdr" ::: "memory"); }
void board_set_up(void);
uint8_t board_reset_cause(void);
uint8_t board_watchdog_resets(void);
uint8_t board_id_byte(uint8_t index);
// Resets the board through its watchdog.
void board_restart(void);

// MARK: Sleep, section 10. Both are entered with interrupts masked and return with interrupts on.
void sleep_idle(void);
void sleep_power_down(void);

// MARK: The hash kernels.
// Kernels/kernel.py: what the assembly wants to know of a job. a80… are the state before the last addition, undone from
// the expected hash; t75… one byte each of what the early comparison needs; s10…s15 the constant parts of rounds 10-15.
struct kernel_job {
  uint32_t s10, s11, s12, s13, s14, s15, r9, r10;
  uint32_t a80, a79, r78, r77, r76;
  uint8_t t75, t74, p74, t73, p73;
};
#ifdef __clang__
__attribute__((swift_attr("nonisolated(unsafe)")))  // the main loop alone touches it
#endif
extern struct kernel_job kernel_job;
extern uint32_t kernel_words[80];
static inline void kernel_set_word(uint8_t index, uint32_t value) { kernel_words[index] = value; }
static inline uint32_t kernel_word(uint8_t index) { return kernel_words[index]; }
// W16-W79 from W0-W15.
void kernel_expand(void);
// The byte of W10 (0 the lowest) in which the last digit stands; flips bits of a byte of W10 and all that follows from it.
void kernel_set_last(uint8_t byte);
void kernel_flip(uint8_t byte, uint8_t bits);
// Tries the ten nonces of a decade in the order 8 9 1 3 2 0 4 5 7 6, or back; the digit that fits, or 255.
uint8_t kernel_ten_up(void);
uint8_t kernel_ten_down(void);
// Tries the nonce as it stands: 0 when it fits, else 255.
uint8_t kernel_one(void);

// Kernels/kernel.c: one hash after the other in plain C.
void portable_prepare(const uint8_t *previous, const uint8_t *expected);
bool portable_try(const uint8_t *digits, uint8_t length);
