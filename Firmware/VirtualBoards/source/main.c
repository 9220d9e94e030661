// virtual-boards: N real ATmega328P images on one simulated two-wire bus. See doc/virtual-boards.md.
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server.h"

static const char usage_text[] =
    "usage: virtual-boards --bus SOCKET [--control SOCKET] [--lock-step | --speed FACTOR] [--hertz 100000]\n"
    "         [--supply-mv 5000] [--seed N] [--startup-us 66000] [--trace]\n"
    "         --board name=42,elf=FILE[,address=42][,clock=16000000][,eeprom=FILE][,serial=LINK][,off] …\n";

typedef struct {
  const char *bus, *control;
  char *boards[MAX_BOARDS];
  unsigned board_count;
  uint32_t supply_mv, seed, startup_us;
} Options;

static volatile sig_atomic_t signalled;
static void on_signal(int number) { signalled = number; }

static _Noreturn void fail(const char *what, const char *value) {
  fprintf(stderr, "virtual-boards: %s: %s\n%s", what, value, usage_text);
  exit(2);
}

static uint32_t whole(const char *text, uint32_t least, uint32_t most, const char *what) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  if (!*text || *end || value < least || value > most) fail(what, text);
  return (uint32_t)value;
}

static void set_pair(BoardOptions *board, bool *on, char *key, char *value) {
  if (!strcmp(key, "name")) board->name = value;
  else if (!strcmp(key, "elf")) board->elf = value;
  else if (!strcmp(key, "eeprom")) board->eeprom = value;
  else if (!strcmp(key, "serial")) board->serial = value;
  else if (!strcmp(key, "address")) board->address = (int)whole(value, 1, 127, "address");
  else if (!strcmp(key, "clock")) board->hertz = whole(value, 1000000, 20000000, "clock");
  else if (!strcmp(key, "off")) *on = false;
  else fail("a board has no such key", key);
}

static void add_board(World *world, const Options *options, char *text) {
  BoardOptions board = {.hertz = 16000000, .address = -1, .startup_us = options->startup_us,
                        .supply_mv = options->supply_mv, .seed = options->seed * 64 + world->count + 1};
  bool on = true;
  char *rest = NULL;
  for (char *pair = strtok_r(text, ",", &rest); pair; pair = strtok_r(NULL, ",", &rest)) {
    char *value = strchr(pair, '=');
    if (value) *value++ = 0;
    set_pair(&board, &on, pair, value ? value : "");
  }
  if (!board.name || !*board.name || !board.elf) fail("a board needs name= and elf=", board.name ? board.name : "");
  if (world_board(world, board.name)) fail("two boards have the same name", board.name);
  Board *made = board_create(&board);
  if (!made) exit(1);
  world->boards[world->count++] = made;
  board_power(made, on);
}

static void parse(int count, char **words, World *world, Options *options) {
  static const struct option names[] = {
      {"bus", 1, 0, 'b'}, {"control", 1, 0, 'c'}, {"lock-step", 0, 0, 'l'}, {"speed", 1, 0, 's'},
      {"hertz", 1, 0, 'h'}, {"supply-mv", 1, 0, 'v'}, {"seed", 1, 0, 'r'}, {"startup-us", 1, 0, 'u'},
      {"trace", 0, 0, 't'}, {"board", 1, 0, 'B'}, {0, 0, 0, 0}};
  for (int name; (name = getopt_long(count, words, "", names, NULL)) != -1;) {
    switch (name) {
      case 'b': options->bus = optarg; break;
      case 'c': options->control = optarg; break;
      case 'l': world->pace = PACE_LOCK_STEP; break;
      case 's': world->speed = strtod(optarg, NULL); break;
      case 'h': world->bus_hertz = whole(optarg, 1000, 1000000, "hertz"); break;
      case 'v': options->supply_mv = whole(optarg, 1800, 5500, "supply-mv"); break;
      case 'r': options->seed = whole(optarg, 0, 1000000, "seed"); break;
      case 'u': options->startup_us = whole(optarg, 0, 10000000, "startup-us"); break;
      case 't': world->trace = true; break;
      case 'B':
        if (options->board_count == MAX_BOARDS) fail("too many boards", optarg);
        options->boards[options->board_count++] = optarg;
        break;
      default: fail("cannot start", "unknown option");
    }
  }
  if (!options->bus) fail("cannot start", "--bus is missing");
  if (!options->board_count) fail("cannot start", "--board is missing");
  if (!(world->speed > 0.001 && world->speed < 1000)) fail("speed", "0.001 to 1000");
}

// Whoever started us may have blocked them.
static void heed_signals(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigset_t both;
  sigemptyset(&both);
  sigaddset(&both, SIGTERM);
  sigaddset(&both, SIGINT);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigprocmask(SIG_UNBLOCK, &both, NULL);
}

static void serve(Server *server) {
  World *world = server->world;
  bool real_time = world->pace == PACE_REAL_TIME;
  world_start_clock(world);
  while (!signalled && !world->stopping && server_serve(server, real_time ? 1 : 100)) {
    world_poll_terminals(world);
    if (real_time) world_follow_clock(world);
  }
}

int main(int count, char **words) {
  World world = {.speed = 1, .bus_hertz = 100000, .faults.nack_address = -1};
  Options options = {.supply_mv = 5000, .startup_us = 66000};
  parse(count, words, &world, &options);
  for (unsigned i = 0; i < options.board_count; i++) add_board(&world, &options, options.boards[i]);
  Server server = {.world = &world, .listeners = {-1, -1}};
  if (!server_listen(&server, CLIENT_BUS, options.bus)) return 1;
  if (options.control && !server_listen(&server, CLIENT_CONTROL, options.control)) return 1;
  heed_signals();
  printf("virtual-boards: %u boards, bus at %u Hz on %s\n", world.count, world.bus_hertz, options.bus);
  fflush(stdout);
  serve(&server);
  return 0;
}
