#include "CHash.h"
#include "chash_rounds.h"

static void compress(uint32_t state[5], const uint8_t block[64]) {
  uint32_t words[16], v[5];
  for (int i = 0; i < 16; i++) words[i] = chash_load(block + 4 * i);
  memcpy(v, state, sizeof v);
  chash_rounds(v, words, 0, 80);
  for (int i = 0; i < 5; i++) state[i] += v[i];
}

void chash_sha1(const uint8_t *bytes, size_t length, uint8_t digest[CHASH_DIGEST_SIZE]) {
  uint32_t state[5];
  uint8_t block[128] = {0};
  size_t rest = length % 64;
  memcpy(state, chash_initial, sizeof state);
  for (size_t at = 0; at + 64 <= length; at += 64) compress(state, bytes + at);
  if (rest > 0) memcpy(block, bytes + (length - rest), rest);
  block[rest] = 0x80;
  size_t padded = rest < 56 ? 64 : 128;
  uint64_t bits = (uint64_t)length * 8;
  chash_store(block + padded - 8, (uint32_t)(bits >> 32));
  chash_store(block + padded - 4, (uint32_t)bits);
  for (size_t at = 0; at < padded; at += 64) compress(state, block + at);
  for (int i = 0; i < 5; i++) chash_store(digest + 4 * i, state[i]);
}
