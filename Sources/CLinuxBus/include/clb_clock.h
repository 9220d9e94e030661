/// The kernel's opinion of its calendar clock.
#ifndef CLB_CLOCK_H
#define CLB_CLOCK_H

#include <stdbool.h>

/// Whether a time source has synchronised the calendar clock and still holds it. Source: adjtimex(2), `TIME_ERROR`
/// while unsynchronised.
bool clb_clock_is_synchronised(void);

#endif
