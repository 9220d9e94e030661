/// Waiting that survives signals: a timeout turned into a moment of CLOCK_MONOTONIC and back. Private to this target.
#ifndef CLB_DEADLINE_H
#define CLB_DEADLINE_H

#include <poll.h>
#include <stdint.h>

/// The moment `timeout_ms` from now in milliseconds; negative stands for never.
int64_t clb_deadline(int timeout_ms);

/// What is left until `deadline` in milliseconds: negative for never, 0 when it has passed.
int clb_remaining_ms(int64_t deadline);

/// poll(2) of one descriptor until `deadline`: 1 `*events` holds what happened, 0 time is up, or `-errno`.
int clb_poll(int descriptor, short wanted, int64_t deadline, short *events);

#endif
