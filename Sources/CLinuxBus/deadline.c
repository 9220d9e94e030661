#include "clb_deadline.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clb_deadline(int timeout_ms) { return timeout_ms < 0 ? -1 : now_ms() + timeout_ms; }

int clb_remaining_ms(int64_t deadline) {
  if (deadline < 0) return -1;
  int64_t left = deadline - now_ms();
  if (left < 0) return 0;
  return left > INT_MAX ? INT_MAX : (int)left;
}

int clb_poll(int descriptor, short wanted, int64_t deadline, short *events) {
  struct pollfd entry = {.fd = descriptor, .events = wanted};
  int result;
  do {
    result = poll(&entry, 1, clb_remaining_ms(deadline));
  } while (result < 0 && errno == EINTR);
  *events = entry.revents;
  return result < 0 ? -errno : result;
}
