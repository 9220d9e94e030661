// A two-wire slave that behaves like the Arduino libraries of the time: 32-byte buffers, and the two properties from
// which the old boards' defects come.
//   - A write is dropped whole as long as the program has not read everything of the write before.
//   - A write of more than 32 bytes is refused with a NACK, and from then on the address is no longer acknowledged.
#ifndef TWO_WIRE_H
#define TWO_WIRE_H

#include <stdbool.h>
#include <stdint.h>

enum { TWO_WIRE_BUFFER = 32 };

void two_wire_begin(uint8_t address);
// The next byte of the last write, or -1.
int16_t two_wire_read(void);
// What the next reads will be answered with.
void two_wire_answer(const uint8_t *bytes, uint8_t count);
// Called in the interrupt when a write has ended; supplied by the program.
void two_wire_received(void);

#endif
