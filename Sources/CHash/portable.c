#include "chash_kernels.h"
#include "chash_rounds.h"
#include "chash_tail.h"

static bool is_supported(void) { return true; }

/// The variable that round 75 makes becomes e of the result after four more shifts and a rotation by 30: comparing it
/// there saves the last four rounds of all nonces but one in 2^32.
static uint64_t search(const chash_job *job, uint64_t first, uint64_t last) {
  const uint32_t wanted = job->expected[4] - chash_initial[4];
  chash_tail tail;
  if (last > CHASH_LARGEST_NONCE) last = CHASH_LARGEST_NONCE;
  if (first > last) return CHASH_NOT_FOUND;
  chash_tail_set(&tail, first);
  for (uint64_t nonce = first;; nonce++) {
    uint32_t words[16], v[5];
    chash_block(job, &tail, words);
    memcpy(v, job->midstate, sizeof v);
    chash_rounds(v, words, 10, 76);
    if (chash_rotate(v[0], 30) == wanted && chash_verify(job, nonce)) return nonce;
    if (nonce == last) return CHASH_NOT_FOUND;
    chash_tail_next(&tail);
  }
}

const chash_kernel chash_portable = {"portable", is_supported, search};
