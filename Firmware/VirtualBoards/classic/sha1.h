// SHA-1 (FIPS 180-4) of a message of at most 55 bytes: one block.
#ifndef SHA1_H
#define SHA1_H

#include <stdint.h>

void sha1_short(const char *message, uint8_t length, uint8_t digest[20]);

#endif
