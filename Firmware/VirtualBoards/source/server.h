// Two listening Unix sockets: the bus (binary, for any host) and the control (lines of text, for tests).
#ifndef SERVER_H
#define SERVER_H

#include <stddef.h>

#include "world.h"

enum { MAX_CLIENTS = 32, FRAME_LIMIT = 65536, DEFAULT_TIMEOUT_US = 1000000 };

typedef enum { CLIENT_BUS, CLIENT_CONTROL } ClientKind;

typedef struct {
  int socket;
  ClientKind kind;
  uint32_t count;
  uint8_t *buffer;  // FRAME_LIMIT bytes
} Client;

typedef struct {
  World *world;
  int listeners[2];  // by ClientKind, -1 if not wanted
  Client clients[MAX_CLIENTS];
  unsigned client_count;
} Server;

bool server_listen(Server *server, ClientKind kind, const char *path);
// Serves what has arrived; waits up to a timeout for something. False if the system call fails.
bool server_serve(Server *server, int timeout_ms);

// Both look at the start of the buffer and return how many bytes they used: 0 = incomplete, negative = hang up.
int32_t bus_client_serve(World *world, Client *client);
int32_t control_client_serve(World *world, Client *client);
bool write_all(int socket, const void *bytes, size_t count);

#endif
