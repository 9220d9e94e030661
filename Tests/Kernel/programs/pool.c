/// A pool on 127.0.0.1 for the kernel tests, one message one packet, as real ones: version, JOB -> job, share -> verdict.
///
///   pool PORT JOBS      JOBS: a file with a line "LAST-HASH EXPECTED-HASH NONCE DIFFICULTY" per job
///
/// Prints "ready", then what it sees: "job SLOT USER TIER", "good SLOT NONCE", "bad SLOT TEXT", "closed SLOT". Serves jobs in turn, for ever.
#include <arpa/inet.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_JOBS = 1000, MOST_CLIENTS = 16, LINE = 256 };

static struct { char last[41], expected[41]; int nonce, difficulty; } jobs[MOST_JOBS];
static int job_count, next_job;
// Slot 0 is the listening socket.
static struct pollfd sockets[MOST_CLIENTS + 1];
static int current[MOST_CLIENTS + 1]; // the job that is out, -1 for none

static void read_jobs(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) perror(path), exit(1);
  while (job_count < MOST_JOBS && fscanf(file, "%40s %40s %d %d", jobs[job_count].last, jobs[job_count].expected,
                                         &jobs[job_count].nonce, &jobs[job_count].difficulty) == 4)
    job_count++;
  fclose(file);
  if (job_count == 0) fprintf(stderr, "pool: no jobs in %s\n", path), exit(1);
}

static int listen_on(uint16_t port) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, MOST_CLIENTS) < 0)
    perror("pool"), exit(1);
  return listener;
}

static void say(int slot, const char *text) {
  if (send(sockets[slot].fd, text, strlen(text), MSG_NOSIGNAL) < 0) perror("pool: send");
}

static void take_client(void) {
  int client = accept(sockets[0].fd, NULL, NULL);
  for (int slot = 1; client >= 0 && slot <= MOST_CLIENTS; slot++) {
    if (sockets[slot].fd >= 0) continue;
    sockets[slot] = (struct pollfd){client, POLLIN, 0};
    current[slot] = -1;
    say(slot, "4.3\n");
    return;
  }
  close(client);
}

static void give_job(int slot, char *text) {
  char line[LINE], *rest = NULL;
  strtok_r(text, ",", &rest);
  const char *user = strtok_r(NULL, ",", &rest), *tier = strtok_r(NULL, ",", &rest);
  printf("job %d %s %s\n", slot, user ? user : "-", tier ? tier : "-");
  current[slot] = next_job++ % job_count;
  snprintf(line, sizeof line, "%s,%s,%d\n", jobs[current[slot]].last, jobs[current[slot]].expected,
           jobs[current[slot]].difficulty);
  say(slot, line);
}

static void judge(int slot, const char *text) {
  bool good = atoi(text) == jobs[current[slot]].nonce;
  current[slot] = -1;
  if (good) printf("good %d %d\n", slot, atoi(text));
  else printf("bad %d %s\n", slot, text);
  say(slot, good ? "GOOD\n" : "BAD,Incorrect result\n");
}

static void serve(int slot) {
  char text[LINE] = {0};
  ssize_t count = recv(sockets[slot].fd, text, sizeof text - 1, 0);
  if (count <= 0) {
    printf("closed %d\n", slot);
    close(sockets[slot].fd);
    sockets[slot].fd = -1;
    return;
  }
  text[strcspn(text, "\r\n")] = 0;
  if (current[slot] >= 0) judge(slot, text);
  else if (strncmp(text, "JOB", 3) == 0) give_job(slot, text);
}

int main(int count, char **arguments) {
  if (count != 3) return fprintf(stderr, "usage: pool PORT JOBS\n"), 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  read_jobs(arguments[2]);
  for (int slot = 1; slot <= MOST_CLIENTS; slot++) sockets[slot].fd = -1;
  sockets[0] = (struct pollfd){listen_on((uint16_t)atoi(arguments[1])), POLLIN, 0};
  puts("ready");
  while (poll(sockets, MOST_CLIENTS + 1, -1) >= 0) {
    for (int slot = 1; slot <= MOST_CLIENTS; slot++)
      if (sockets[slot].fd >= 0 && sockets[slot].revents) serve(slot);
    if (sockets[0].revents) take_client();
  }
}
