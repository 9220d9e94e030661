// The mailbox between the simulator and the benchmark image.
#pragma once

#include <stdint.h>

extern volatile uint8_t mailbox[72];
static inline uint8_t mailbox_state(void) { return mailbox[0]; }
static inline void mailbox_set_state(uint8_t state) { mailbox[0] = state; }
static inline uint8_t mailbox_byte(uint8_t index) { return mailbox[1 + index]; }
static inline void mailbox_answer(uint32_t nonce) {
  for (uint8_t i = 0; i < 4; i++) mailbox[64 + i] = (uint8_t)(nonce >> (8 * i));
}
