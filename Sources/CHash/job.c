#include "CHash.h"
#include "chash_rounds.h"
#include "chash_tail.h"

void chash_prepare(chash_job *job, const uint8_t previous[CHASH_PREVIOUS_SIZE],
                   const uint8_t expected[CHASH_DIGEST_SIZE]) {
  uint32_t words[16] = {0};
  for (int i = 0; i < 10; i++) words[i] = job->previous[i] = chash_load(previous + 4 * i);
  for (int i = 0; i < 5; i++) job->expected[i] = chash_load(expected + 4 * i);
  memcpy(job->midstate, chash_initial, sizeof job->midstate);
  chash_rounds(job->midstate, words, 0, 10);
}

void chash_digest(const chash_job *job, uint64_t nonce, uint8_t digest[CHASH_DIGEST_SIZE]) {
  uint32_t words[16], v[5];
  chash_tail tail;
  chash_tail_set(&tail, nonce);
  chash_block(job, &tail, words);
  memcpy(v, job->midstate, sizeof v);
  chash_rounds(v, words, 10, 80);
  for (int i = 0; i < 5; i++) chash_store(digest + 4 * i, v[i] + chash_initial[i]);
}

bool chash_verify(const chash_job *job, uint64_t nonce) {
  uint8_t digest[CHASH_DIGEST_SIZE];
  if (nonce > CHASH_LARGEST_NONCE) return false;
  chash_digest(job, nonce, digest);
  for (int i = 0; i < 5; i++) {
    if (chash_load(digest + 4 * i) != job->expected[i]) return false;
  }
  return true;
}
