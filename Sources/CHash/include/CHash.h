/// SHA-1 as DUCO-S1 needs it: the digest of a 40-character text followed by a decimal number, thousands of times.
///
/// Source: FIPS 180-4, sections 4.1.1, 5.1.1, 5.3.1 and 6.1.2. Nothing here keeps state between calls or allocates.
#ifndef CHASH_H
#define CHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  CHASH_DIGEST_SIZE = 20,
  /// Characters of the previous hash, hashed as text.
  CHASH_PREVIOUS_SIZE = 40,
  /// Decimal digits of a nonce that fit the same 64-byte block: 64 − 40 − 1 (padding) − 8 (length).
  CHASH_MOST_DIGITS = 15,
};

/// The largest nonce that can be hashed: 15 digits.
#define CHASH_LARGEST_NONCE UINT64_C(999999999999999)

/// What a search returns when no nonce of its range fits.
#define CHASH_NOT_FOUND UINT64_MAX

/// A job made ready once: what all its nonces share. Rounds 0–9 of SHA-1 see the previous hash only.
typedef struct {
  /// The previous hash as ten big-endian words, W[0]…W[9].
  uint32_t previous[10];
  /// The variables a…e after round 9.
  uint32_t midstate[5];
  /// The digest wanted, as five words.
  uint32_t expected[5];
} chash_job;

/// A way to search. Kernels differ in the instructions they use, never in their answers.
typedef struct {
  /// For people and benchmarks: "portable".
  const char *name;
  /// Whether this processor has the instructions. Cheap; asked once by `chash_best_kernel`.
  bool (*is_supported)(void);
  /// The smallest nonce of `first`…`last` whose digest is the expected one, or CHASH_NOT_FOUND.
  uint64_t (*search)(const chash_job *job, uint64_t first, uint64_t last);
} chash_kernel;

/// SHA-1 of any bytes.
void chash_sha1(const uint8_t *bytes, size_t length, uint8_t digest[CHASH_DIGEST_SIZE]);

/// Makes a job ready.
void chash_prepare(chash_job *job, const uint8_t previous[CHASH_PREVIOUS_SIZE],
                   const uint8_t expected[CHASH_DIGEST_SIZE]);

/// The digest of the job's previous hash followed by `nonce` in decimal. `nonce` is at most CHASH_LARGEST_NONCE.
void chash_digest(const chash_job *job, uint64_t nonce, uint8_t digest[CHASH_DIGEST_SIZE]);

/// Whether `nonce` answers the job: one hash. False above CHASH_LARGEST_NONCE.
bool chash_verify(const chash_job *job, uint64_t nonce);

/// All kernels of this build, the fastest first; the last one runs everywhere.
const chash_kernel *chash_kernels(size_t *count);

/// The first kernel that this processor supports.
const chash_kernel *chash_best_kernel(void);

#endif
