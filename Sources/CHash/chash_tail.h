/// The end of the block: the nonce's decimal digits, the padding bit and the length. It fills W[10]…W[15].
#ifndef CHASH_TAIL_H
#define CHASH_TAIL_H

#include "CHash.h"
#include "chash_rounds.h"

typedef struct {
  /// Bytes 40…63 of the block.
  uint8_t bytes[24];
  /// How many digits the nonce has.
  unsigned digits;
} chash_tail;

static inline void chash_tail_close(chash_tail *tail) {
  memset(tail->bytes + tail->digits, 0, sizeof tail->bytes - tail->digits);
  tail->bytes[tail->digits] = 0x80;
  chash_store(tail->bytes + 20, (CHASH_PREVIOUS_SIZE + tail->digits) * 8);
}

/// The tail of a nonce of at most 15 digits.
static inline void chash_tail_set(chash_tail *tail, uint64_t nonce) {
  uint8_t reversed[CHASH_MOST_DIGITS];
  unsigned digits = 0;
  do {
    reversed[digits++] = (uint8_t)('0' + nonce % 10);
    nonce /= 10;
  } while (nonce > 0 && digits < CHASH_MOST_DIGITS);
  for (unsigned i = 0; i < digits; i++) tail->bytes[i] = reversed[digits - 1 - i];
  tail->digits = digits;
  chash_tail_close(tail);
}

/// The tail of the next nonce: carries from the last digit; 9…9 gets one digit more.
static inline void chash_tail_next(chash_tail *tail) {
  for (unsigned i = tail->digits; i-- > 0;) {
    if (tail->bytes[i] != '9') {
      tail->bytes[i]++;
      return;
    }
    tail->bytes[i] = '0';
  }
  memmove(tail->bytes + 1, tail->bytes, tail->digits);
  tail->bytes[0] = '1';
  tail->digits++;
  chash_tail_close(tail);
}

/// All sixteen words of a nonce's block.
static inline void chash_block(const chash_job *job, const chash_tail *tail, uint32_t words[16]) {
  memcpy(words, job->previous, sizeof job->previous);
  for (int i = 0; i < 6; i++) words[10 + i] = chash_load(tail->bytes + 4 * i);
}

#endif
