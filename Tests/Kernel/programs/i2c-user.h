/// The answering side of modules/i2c-user.c: what its read() gives and its write() takes.
#ifndef I2C_USER_H
#define I2C_USER_H

#include <stdint.h>

#define I2C_USER_DEVICE "/dev/i2c-user"

struct request { uint32_t id, count, timeout_us; };
struct message { uint16_t address, is_read; uint32_t length; };
struct answer { uint32_t id; int32_t status; };

enum { I2C_USER_MOST_BYTES = 42 * (8192 + 8) + 12 };

#endif
