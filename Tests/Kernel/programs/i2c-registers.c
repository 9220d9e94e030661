/// Chips with 16-bit registers behind a register pointer, big-endian, as the INA219 has, on an adapter of their own.
///
///   i2c-registers ADDRESS [REGISTER=WORD]... [ADDRESS ...]...      ADDRESS silent: every transaction times out
///
/// Prints "adapter N", then each transaction: "40 w 02 r 1f40", or "40 w 02 nack" where nobody has that address.
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "i2c-user.h"

struct chip {
  bool there, silent;
  uint8_t pointer;
  uint16_t registers[256];
};

static struct chip chips[128];
static uint8_t request_bytes[I2C_USER_MOST_BYTES], answer_bytes[I2C_USER_MOST_BYTES];

static void read_arguments(char **arguments) {
  struct chip *chip = NULL;
  for (; *arguments; arguments++) {
    char *word = strchr(*arguments, '=');
    if (strcmp(*arguments, "silent") == 0) {
      chip->silent = true;
    } else if (word) {
      chip->registers[strtoul(*arguments, NULL, 0) & 0xFF] = (uint16_t)strtoul(word + 1, NULL, 0);
    } else {
      chip = &chips[strtoul(*arguments, NULL, 0) & 0x7F];
      chip->there = true;
    }
  }
}

static void take_write(struct chip *chip, const uint8_t *bytes, uint32_t length) {
  if (length >= 1) chip->pointer = bytes[0];
  if (length >= 3) chip->registers[chip->pointer] = (uint16_t)(bytes[1] << 8 | bytes[2]);
}

static void give_read(const struct chip *chip, uint8_t *bytes, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    uint16_t word = chip->registers[(uint8_t)(chip->pointer + i / 2)];
    bytes[i] = i % 2 ? word & 0xFF : word >> 8;
  }
}

static void print_bytes(char direction, const uint8_t *bytes, uint32_t length) {
  printf(" %c ", direction);
  for (uint32_t i = 0; i < length; i++) printf("%02x", bytes[i]);
}

/// Fills in the answer to the transaction in `request_bytes`; returns its size, or 0 for none.
static size_t answer_transaction(void) {
  struct request request;
  struct answer answer = {0};
  const uint8_t *from = request_bytes + sizeof request;
  uint8_t *to = answer_bytes + sizeof answer;
  memcpy(&request, request_bytes, sizeof request);
  answer.id = request.id;
  for (uint32_t i = 0; i < request.count; i++) {
    struct message message;
    memcpy(&message, from, sizeof message);
    from += sizeof message;
    struct chip *chip = &chips[message.address & 0x7F];
    if (i == 0) printf("%02x", message.address);
    if (chip->silent) return 0;
    if (!chip->there) answer.status = -ENXIO;
    if (message.is_read) {
      give_read(chip, to, message.length);
      if (chip->there) print_bytes('r', to, message.length);
      to += message.length;
    } else {
      take_write(chip, from, message.length);
      print_bytes('w', from, message.length);
      from += message.length;
    }
  }
  if (answer.status) printf(" nack");
  memcpy(answer_bytes, &answer, sizeof answer);
  return (size_t)(to - answer_bytes);
}

int main(int count, char **arguments) {
  (void)count;
  read_arguments(arguments + 1);
  int bus = open(I2C_USER_DEVICE, O_RDWR);
  if (bus < 0) return perror(I2C_USER_DEVICE), 1;
  printf("adapter %d\n", ioctl(bus, 0));
  for (;;) {
    fflush(stdout);
    if (read(bus, request_bytes, sizeof request_bytes) < 0) return perror("read"), 1;
    size_t size = answer_transaction();
    printf(size ? "\n" : " silence\n");
    if (size && write(bus, answer_bytes, size) < 0) return perror("write"), 1;
  }
}
