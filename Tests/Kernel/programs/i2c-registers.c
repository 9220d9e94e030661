/// Chips with 16-bit registers behind a register pointer, big-endian, as the INA219 has, on an adapter of their own.
///
///   i2c-registers ADDRESS [REGISTER=WORD[~NOISE]]... [ADDRESS ...]...
///
/// WORD~NOISE adds NOISE at every second read, as a real converter's last bit moves. ADDRESS silent: every transaction
/// times out; ADDRESS gone: nobody acknowledges it. Lines of the same form on standard input change the chips while it runs.
/// Prints "adapter N", then each transaction: "40 w 02 r 1f40", or "40 w 02 nack" where nobody has that address.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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
  uint16_t registers[256], noise[256];
  bool odd[256];
};

static struct chip chips[128];
static uint8_t request_bytes[I2C_USER_MOST_BYTES], answer_bytes[I2C_USER_MOST_BYTES];

/// One word of the command line or of standard input; `chip` is the one that the words before it are about.
static void take_word(struct chip **chip, const char *text) {
  char *word = strchr(text, '='), *noise = strchr(text, '~');
  if (strcmp(text, "silent") == 0) {
    (*chip)->silent = true;
  } else if (strcmp(text, "gone") == 0) {
    (*chip)->there = false;
  } else if (word) {
    uint8_t place = (uint8_t)strtoul(text, NULL, 0);
    (*chip)->registers[place] = (uint16_t)strtoul(word + 1, NULL, 0);
    (*chip)->noise[place] = noise ? (uint16_t)strtoul(noise + 1, NULL, 0) : 0;
  } else {
    *chip = &chips[strtoul(text, NULL, 0) & 0x7F];
    (*chip)->there = true;
    (*chip)->silent = false;
  }
}

/// Returns false when there will be no more.
static bool take_line(void) {
  char line[256], *rest = NULL;
  struct chip *chip = &chips[0];
  ssize_t count = read(STDIN_FILENO, line, sizeof line - 1);
  if (count <= 0) return false;
  line[count] = 0;
  for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) take_word(&chip, word);
  return true;
}

/// A register as it is read now.
static uint16_t converted(struct chip *chip, uint8_t place) {
  chip->odd[place] = !chip->odd[place];
  return (uint16_t)(chip->registers[place] + (chip->odd[place] ? 0 : chip->noise[place]));
}

static void take_write(struct chip *chip, const uint8_t *bytes, uint32_t length) {
  if (length >= 1) chip->pointer = bytes[0];
  if (length >= 3) chip->registers[chip->pointer] = (uint16_t)(bytes[1] << 8 | bytes[2]);
}

static void give_read(struct chip *chip, uint8_t *bytes, uint32_t length) {
  uint16_t word = 0;
  for (uint32_t i = 0; i < length; i++) {
    if (i % 2 == 0) word = converted(chip, (uint8_t)(chip->pointer + i / 2));
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

static bool serve(int bus) {
  if (read(bus, request_bytes, sizeof request_bytes) < 0) return perror("read"), false;
  size_t size = answer_transaction();
  printf(size ? "\n" : " silence\n");
  fflush(stdout);
  return size == 0 || write(bus, answer_bytes, size) >= 0 || (perror("write"), false);
}

int main(int count, char **arguments) {
  struct chip *chip = &chips[0];
  for (int i = 1; i < count; i++) take_word(&chip, arguments[i]);
  int bus = open(I2C_USER_DEVICE, O_RDWR);
  if (bus < 0) return perror(I2C_USER_DEVICE), 1;
  printf("adapter %d\n", ioctl(bus, 0));
  fflush(stdout);
  struct pollfd inputs[2] = {{bus, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  for (;;) {
    if (poll(inputs, 2, -1) < 0) return perror("poll"), 1;
    if (inputs[1].revents && !take_line()) inputs[1].fd = -1;
    if (inputs[0].revents && !serve(bus)) return 1;
  }
}
