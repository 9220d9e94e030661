// The client's side of the bus protocol (doc/virtual-boards.md).
#ifndef BUS_SOCKET_H
#define BUS_SOCKET_H

#include <linux/i2c.h>
#include <stdint.h>

// One transaction over a connected socket: 0 or an errno. Not reentrant.
int bus_socket_exchange(int file, uint32_t timeout_us, const struct i2c_msg *messages, unsigned count);

#endif
