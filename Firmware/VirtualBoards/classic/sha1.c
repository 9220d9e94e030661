#include "sha1.h"

#include <string.h>

static uint32_t rotate(uint32_t value, uint8_t bits) { return value << bits | value >> (32 - bits); }

static uint32_t mix(uint8_t round, uint32_t b, uint32_t c, uint32_t d) {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5A827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

// The schedule is kept in a ring of 16 words: 80 would take a sixth of the memory.
static uint32_t word(uint32_t *ring, uint8_t round) {
  if (round >= 16)
    ring[round & 15] = rotate(
        ring[(round - 3) & 15] ^ ring[(round - 8) & 15] ^ ring[(round - 14) & 15] ^ ring[round & 15], 1);
  return ring[round & 15];
}

static void compress(uint32_t *ring, uint32_t *state) {
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  for (uint8_t round = 0; round < 80; round++) {
    uint32_t next = rotate(a, 5) + mix(round, b, c, d) + e + word(ring, round);
    e = d, d = c, c = rotate(b, 30), b = a, a = next;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

void sha1_short(const char *message, uint8_t length, uint8_t digest[20]) {
  uint32_t ring[16], state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t block[64];
  memset(block, 0, sizeof block);
  memcpy(block, message, length);
  block[length] = 0x80;
  block[62] = (uint8_t)(length >> 5);
  block[63] = (uint8_t)(length << 3);
  for (uint8_t i = 0; i < 16; i++)
    ring[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
              block[4 * i + 3];
  compress(ring, state);
  for (uint8_t i = 0; i < 20; i++) digest[i] = (uint8_t)(state[i >> 2] >> (24 - 8 * (i & 3)));
}
