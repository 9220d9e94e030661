// DUCO-S1 in plain C, one nonce after the other: the row "C" of the table in doc/firmware.md. Source: FIPS 180-4, 6.1.
#include "chip.h"

#include <string.h>

static uint8_t previous[40];
static uint8_t expected[20];

static inline __attribute__((always_inline)) uint32_t rol(uint32_t x, uint8_t n) { return x << n | x >> (32 - n); }

void portable_prepare(const uint8_t *text, const uint8_t *hash) {
  memcpy(previous, text, 40);
  memcpy(expected, hash, 20);
}

static uint32_t mix(uint8_t t, uint32_t b, uint32_t c, uint32_t d) {
  if (t < 20) return (d ^ (b & (c ^ d))) + 0x5A827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (t < 60) return ((b & c) | (d & (b | c))) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

static void hash(uint32_t w[16], uint32_t h[5]) {
  static const uint32_t start[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint32_t a = start[0], b = start[1], c = start[2], d = start[3], e = start[4];
  for (uint8_t t = 0; t < 80; t++) {
    uint8_t i = t & 15;
    if (t >= 16) w[i] = rol(w[(i + 13) & 15] ^ w[(i + 8) & 15] ^ w[(i + 2) & 15] ^ w[i], 1);
    uint32_t sum = rol(a, 5) + mix(t, b, c, d) + e + w[i];
    e = d, d = c, c = rol(b, 30), b = a, a = sum;
  }
  h[0] = a + start[0], h[1] = b + start[1], h[2] = c + start[2], h[3] = d + start[3], h[4] = e + start[4];
}

bool portable_try(const uint8_t *digits, uint8_t length) {
  uint8_t block[64] = {0};
  memcpy(block, previous, 40);
  memcpy(block + 40, digits, length);
  block[40 + length] = 0x80;
  uint16_t bits = (40 + length) * 8;
  block[62] = bits >> 8, block[63] = bits;
  uint32_t w[16], h[5];
  for (uint8_t i = 0; i < 16; i++)
    w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint16_t)(block[4 * i + 2] << 8) | block[4 * i + 3];
  hash(w, h);
  for (uint8_t i = 0; i < 20; i++)
    if ((uint8_t)(h[i / 4] >> (24 - 8 * (i & 3))) != expected[i]) return false;
  return true;
}
