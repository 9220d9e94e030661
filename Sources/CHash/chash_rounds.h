/// The rounds of SHA-1, shared by all portable code here.
#ifndef CHASH_ROUNDS_H
#define CHASH_ROUNDS_H

#include <stdint.h>
#include <string.h>

static const uint32_t chash_initial[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};

static inline uint32_t chash_rotate(uint32_t value, unsigned bits) { return value << bits | value >> (32 - bits); }

static inline uint32_t chash_load(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline void chash_store(uint8_t *bytes, uint32_t word) {
  for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)(word >> (24 - 8 * i));
}

/// The word of a round; from round 16 on it replaces the one of 16 rounds before.
static inline uint32_t chash_word(uint32_t words[16], unsigned round) {
  if (round >= 16) {
    words[round & 15] = chash_rotate(
        words[(round + 13) & 15] ^ words[(round + 8) & 15] ^ words[(round + 2) & 15] ^ words[round & 15], 1);
  }
  return words[round & 15];
}

/// The round's function and constant (FIPS 180-4, 4.1.1 and 4.2.1).
static inline uint32_t chash_mix(unsigned round, uint32_t b, uint32_t c, uint32_t d) {
  if (round < 20) return (d ^ (b & (c ^ d))) + 0x5A827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (round < 60) return ((b & c) | (d & (b | c))) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

/// Rounds `from` … `to` − 1 on the variables a…e.
static inline __attribute__((always_inline)) void chash_rounds(uint32_t v[5], uint32_t words[16], unsigned from,
                                                               unsigned to) {
  uint32_t a = v[0], b = v[1], c = v[2], d = v[3], e = v[4];
#pragma GCC unroll 80
  for (unsigned round = from; round < to; round++) {
    uint32_t next = chash_rotate(a, 5) + chash_mix(round, b, c, d) + e + chash_word(words, round);
    e = d;
    d = c;
    c = chash_rotate(b, 30);
    b = a;
    a = next;
  }
  v[0] = a;
  v[1] = b;
  v[2] = c;
  v[3] = d;
  v[4] = e;
}

#endif
