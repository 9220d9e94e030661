#include "server.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

bool server_listen(Server *server, ClientKind kind, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    fprintf(stderr, "virtual-boards: the path of a socket has at most %zu characters: %s\n",
            sizeof address.sun_path - 1, path);
    return false;
  }
  strcpy(address.sun_path, path);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  unlink(path);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, MAX_CLIENTS)) {
    perror(path);
    return false;
  }
  server->listeners[kind] = listener;
  return true;
}

bool write_all(int socket, const void *bytes, size_t count) {
  const uint8_t *next = bytes;
  while (count > 0) {
    ssize_t sent = send(socket, next, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    next += sent;
    count -= (size_t)sent;
  }
  return true;
}

static void accept_client(Server *server, ClientKind kind) {
  int socket = accept4(server->listeners[kind], NULL, NULL, SOCK_CLOEXEC);
  if (socket < 0) return;
  uint8_t *buffer = server->client_count < MAX_CLIENTS ? malloc(FRAME_LIMIT) : NULL;
  if (!buffer) {
    close(socket);
    return;
  }
  server->clients[server->client_count++] = (Client){socket, kind, 0, buffer};
}

static void drop_client(Server *server, unsigned index) {
  close(server->clients[index].socket);
  free(server->clients[index].buffer);
  server->clients[index] = server->clients[--server->client_count];
}

// False when the client has gone or speaks nonsense.
static bool serve_client(World *world, Client *client) {
  ssize_t count = recv(client->socket, client->buffer + client->count, FRAME_LIMIT - client->count, 0);
  if (count <= 0) return count < 0 && errno == EINTR;
  client->count += (uint32_t)count;
  for (;;) {
    int32_t used = client->kind == CLIENT_BUS ? bus_client_serve(world, client) : control_client_serve(world, client);
    if (used < 0) return false;
    if (used == 0) return client->count < FRAME_LIMIT;
    client->count -= (uint32_t)used;
    memmove(client->buffer, client->buffer + used, client->count);
  }
}

static unsigned collect(const Server *server, struct pollfd *files) {
  for (unsigned kind = 0; kind < 2; kind++) files[kind] = (struct pollfd){server->listeners[kind], POLLIN, 0};
  for (unsigned i = 0; i < server->client_count; i++)
    files[2 + i] = (struct pollfd){server->clients[i].socket, POLLIN, 0};
  return 2 + server->client_count;
}

bool server_serve(Server *server, int timeout_ms) {
  struct pollfd files[2 + MAX_CLIENTS];
  unsigned count = collect(server, files);
  int ready = poll(files, count, timeout_ms);
  if (ready < 0) return errno == EINTR;
  for (unsigned i = count; i-- > 2;)  // backwards: dropping one moves the last, which has been served
    if (files[i].revents && !serve_client(server->world, &server->clients[i - 2])) drop_client(server, i - 2);
  for (unsigned kind = 0; kind < 2; kind++)
    if (files[kind].revents & POLLIN) accept_client(server, kind);
  return true;
}
