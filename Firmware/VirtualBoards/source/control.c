// The control protocol, doc/virtual-boards.md: one command a line, one answer a line, `ok …` or `error …`.
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server.h"

enum { MOST_WORDS = 8, ANSWER_SIZE = 16384 };

typedef struct {
  World *world;
  Board *board;             // for commands that name one
  char *words[MOST_WORDS];  // the command's arguments, behind its own name and the board's
  unsigned count;
  char answer[ANSWER_SIZE];
  unsigned length;
} Command;

static void say(Command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(Command *command, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  size_t room = ANSWER_SIZE - command->length;
  int count = vsnprintf(command->answer + command->length, room, format, arguments);
  va_end(arguments);
  if (count > 0) command->length += (size_t)count < room ? (unsigned)count : (unsigned)room - 1;
}

static bool is(const Command *command, unsigned index, const char *word) {
  return index < command->count && !strcmp(command->words[index], word);
}

static bool number_at(const Command *command, unsigned index, uint64_t *value) {
  if (index >= command->count) return false;
  char *end;
  *value = strtoull(command->words[index], &end, 0);
  return *command->words[index] && !*end;
}

static bool run(Command *command) {
  if (command->world->pace != PACE_LOCK_STEP || command->count != 1) return false;
  char *end;
  double microseconds = strtod(command->words[0], &end);
  if (*end || !(microseconds >= 0) || microseconds > 1e13) return false;
  world_advance(command->world, (uint64_t)(microseconds * 1e6 + 0.5));
  return true;
}

static bool time_now(Command *command) {
  say(command, " ns=%llu behind-ns=%llu", (unsigned long long)(command->world->now_ps / 1000),
      (unsigned long long)(command->world->behind_ps / 1000));
  return true;
}

static bool boards(Command *command) {
  for (unsigned i = 0; i < command->world->count; i++) say(command, " %s", command->world->boards[i]->name);
  return true;
}

static const char *state_name(const Board *board) {
  if (!board->powered) return "off";
  if (board->cycle < board->stalled_until) return "starting";
  if (board->avr->state == cpu_Stopped) return "crashed";
  if (board_clock_stopped(board)) return "power-down";
  return board->avr->state == cpu_Sleeping ? "idle" : "active";
}

static bool board_state(Command *command) {
  const Board *board = command->board;
  say(command, " state=%s cycle=%llu pc=0x%04x resets=%u crashes=%u torn=%u", state_name(board),
      (unsigned long long)board->cycle, board->avr->pc, board->resets, board->crashes, board->eeprom.torn);
  say(command, " programming=%d events=%u hertz=%u", board->eeprom.busy, board->event_count, board->hertz);
  return true;
}

static bool usage(Command *command) {
  Usage *usage = &command->board->usage;
  say(command, " active=%llu idle=%llu standby=%llu power-down=%llu starting=%llu off=%llu",
      (unsigned long long)usage->active, (unsigned long long)usage->idle, (unsigned long long)usage->standby,
      (unsigned long long)usage->power_down, (unsigned long long)usage->starting, (unsigned long long)usage->off);
  if (is(command, 0, "clear")) *usage = (Usage){0};
  return true;
}

// `… in CYCLES` puts it off to an exact cycle of the board's clock; otherwise it happens now.
static bool at_once_or_in(Command *command, unsigned index, EventKind kind) {
  uint64_t cycles;
  if (command->count == index) {
    board_do(command->board, kind);
    return true;
  }
  if (!is(command, index, "in") || !number_at(command, index + 1, &cycles)) return false;
  return board_schedule(command->board, kind, cycles);
}

static bool power(Command *command) {
  if (!is(command, 0, "on") && !is(command, 0, "off")) return false;
  return at_once_or_in(command, 1, is(command, 0, "on") ? EVENT_POWER_ON : EVENT_POWER_OFF);
}

static bool reset(Command *command) { return at_once_or_in(command, 0, EVENT_RESET); }

static bool hold(Command *command) {
  if (is(command, 0, "on")) return at_once_or_in(command, 1, EVENT_HOLD_SDA);
  if (is(command, 0, "always")) return at_once_or_in(command, 1, EVENT_ALWAYS_HOLD_SDA);
  return is(command, 0, "off") && at_once_or_in(command, 1, EVENT_RELEASE_SDA);
}

static bool hold_line(Command *command) {
  bool on = is(command, 1, "on");
  if (!on && !is(command, 1, "off")) return false;
  if (is(command, 0, "sda")) command->world->faults.sda_held = on;
  else if (is(command, 0, "scl")) command->world->faults.scl_held = on;
  else return false;
  return true;
}

static bool corrupt(Command *command) {
  uint64_t place, mask;
  if (!number_at(command, 0, &place) || !number_at(command, 1, &mask) || mask > 255 || place > UINT32_MAX) return false;
  command->world->faults.corrupt_after = (uint32_t)place;
  command->world->faults.corrupt_mask = (uint8_t)mask;
  return true;
}

static bool break_off(Command *command) {
  uint64_t place;
  if (!number_at(command, 0, &place) || place > UINT32_MAX) return false;
  command->world->faults.break_after = (uint32_t)place;
  return true;
}

static bool nack(Command *command) {
  uint64_t address = 0, count;
  bool any = is(command, 0, "any");
  if ((!any && (!number_at(command, 0, &address) || address > 127)) || !number_at(command, 1, &count)) return false;
  command->world->faults.nack_address = any ? -1 : (int)address;
  command->world->faults.nack_count = (unsigned)count;
  return true;
}

static bool bus(Command *command) {
  const BusCounters *counters = &command->world->counters;
  say(command, " transactions=%llu bytes=%llu busy-ns=%llu longest-stretch-ns=%llu hertz=%u",
      (unsigned long long)counters->transactions, (unsigned long long)counters->bytes,
      (unsigned long long)(counters->busy_ps / 1000), (unsigned long long)(counters->longest_stretch_ps / 1000),
      command->world->bus_hertz);
  if (is(command, 0, "clear")) command->world->counters = (BusCounters){0};
  return true;
}

static bool bus_hertz(Command *command) {
  uint64_t hertz;
  if (!number_at(command, 0, &hertz) || hertz < 1000 || hertz > 1000000) return false;
  command->world->bus_hertz = (uint32_t)hertz;
  return true;
}

static void say_bytes(Command *command, const uint8_t *bytes, unsigned count) {
  say(command, " ");
  for (unsigned i = 0; i < count; i++) say(command, "%02x", bytes[i]);
}

static bool span(const Command *command, unsigned index, uint64_t limit, uint64_t *from, uint64_t *count) {
  *count = 1;
  if (!number_at(command, index, from) || *from >= limit) return false;
  if (command->count > index + 1 && !number_at(command, index + 1, count)) return false;
  return *count <= limit - *from;
}

static bool eeprom(Command *command) {
  uint64_t from, count, value;
  Board *board = command->board;
  if (is(command, 0, "write")) {
    if (!number_at(command, 1, &from) || from >= EEPROM_SIZE || !number_at(command, 2, &value) || value > 255)
      return false;
    eeprom_poke(board, (uint16_t)from, (uint8_t)value);
    return true;
  }
  if (!span(command, 0, EEPROM_SIZE, &from, &count)) return false;
  say_bytes(command, board->eeprom.bytes + from, (unsigned)count);
  return true;
}

static bool peek(Command *command) {
  uint64_t from, count;
  if (!span(command, 0, command->board->avr->ramend + 1u, &from, &count)) return false;
  say_bytes(command, command->board->avr->data + from, (unsigned)count);
  return true;
}

static bool serial(Command *command) {
  Serial *line = &command->board->serial;
  if (is(command, 0, "send") && command->count == 2) {
    serial_send(command->board, (const uint8_t *)command->words[1], (unsigned)strlen(command->words[1]));
    return true;
  }
  if (!is(command, 0, "read")) return false;
  say_bytes(command, line->out, line->out_count);
  line->out_count = 0;
  return true;
}

static bool quit(Command *command) { return command->world->stopping = true; }

typedef struct {
  const char *name;
  bool needs_board;
  bool (*act)(Command *);
  const char *form;
} Entry;

static const Entry entries[] = {
    {"run", false, run, "run MICROSECONDS (with --lock-step only)"},
    {"time", false, time_now, "time"},
    {"boards", false, boards, "boards"},
    {"bus", false, bus, "bus [clear]"},
    {"bus-hertz", false, bus_hertz, "bus-hertz 1000…1000000"},
    {"hold-line", false, hold_line, "hold-line sda|scl on|off"},
    {"corrupt", false, corrupt, "corrupt NTH-DATA-BYTE XOR-MASK"},
    {"break-off", false, break_off, "break-off NTH-DATA-BYTE"},
    {"nack", false, nack, "nack ADDRESS|any COUNT"},
    {"quit", false, quit, "quit"},
    {"board", true, board_state, "board NAME"},
    {"power", true, power, "power NAME on|off [in CYCLES]"},
    {"reset", true, reset, "reset NAME [in CYCLES]"},
    {"hold-sda", true, hold, "hold-sda NAME on|always|off [in CYCLES]"},
    {"usage", true, usage, "usage NAME [clear]"},
    {"eeprom", true, eeprom, "eeprom NAME OFFSET [COUNT] | eeprom NAME write OFFSET VALUE"},
    {"peek", true, peek, "peek NAME ADDRESS [COUNT]"},
    {"serial", true, serial, "serial NAME send TEXT | serial NAME read"},
};

static void obey(Command *command, const char *name) {
  for (unsigned i = 0; i < sizeof entries / sizeof *entries; i++) {
    const Entry *entry = &entries[i];
    if (strcmp(entry->name, name)) continue;
    if (entry->needs_board && !command->board) {
      say(command, "error there is no such board; `boards` lists them");
      return;
    }
    say(command, "ok");
    if (entry->act(command)) return;
    command->length = 0;
    say(command, "error the form is: %s", entry->form);
    return;
  }
  say(command, "error there is no command %s", name);
}

static const char *split(Command *command, char *line) {
  char *rest = line, *name = strtok_r(line, " \r", &rest), *word;
  if (!name) return "";
  while (command->count < MOST_WORDS && (word = strtok_r(NULL, " \r", &rest))) command->words[command->count++] = word;
  command->board = command->count ? world_board(command->world, command->words[0]) : NULL;
  return name;
}

static bool takes_board(const char *name) {
  for (unsigned i = 0; i < sizeof entries / sizeof *entries; i++)
    if (entries[i].needs_board && !strcmp(entries[i].name, name)) return true;
  return false;
}

int32_t control_client_serve(World *world, Client *client) {
  static Command command;
  uint8_t *end = memchr(client->buffer, '\n', client->count);
  if (!end) return 0;
  *end = 0;
  if (world->pace == PACE_REAL_TIME) world_follow_clock(world);
  command = (Command){.world = world};
  const char *name = split(&command, (char *)client->buffer);
  if (takes_board(name) && command.count) memmove(command.words, command.words + 1, --command.count * sizeof(char *));
  obey(&command, name);
  say(&command, "\n");
  bool sent = write_all(client->socket, command.answer, command.length);
  return sent ? (int32_t)(end - client->buffer) + 1 : -1;
}
