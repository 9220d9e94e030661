// How a board's time passes. Three clocks in one: the board's (`cycle`, runs always), the core's own counter
// (`avr->cycle`, stands still while off, starting up or in a deep sleep; with it stand the timers) and the watchdog,
// which runs on in a deep sleep (section 10.5).
#include "board.h"

#include <string.h>

#include "sim_core.h"

enum { INTERRUPT_ENTRY = 4, INTERRUPT_ENTRY_ASLEEP = 8 };   // cycles, section 7.7.1
enum { WAKE_UP_CYCLES = 16384 + 6 };                        // low-power crystal (low fuse 0xFF), section 9.3, table 9-4
enum { MODE_IDLE = 0, MODE_ADC = 1, MODE_STANDBY = 6, MODE_EXTENDED_STANDBY = 7 };

static unsigned sleep_mode(const Board *board) { return (board->avr->data[REG_SMCR] & SMCR_SM) >> 1; }

bool board_clock_stopped(const Board *board) {
  return board->avr->state == cpu_Sleeping && (board->avr->data[REG_SMCR] & SMCR_SE) && sleep_mode(board) > MODE_ADC;
}

uint64_t board_now(const Board *board) { return board->avr->cycle + board->stopped; }

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }

// Time passes without the core's counter seeing it.
static void skip(Board *board, uint64_t to, uint64_t *usage) {
  *usage += to - board->cycle;
  board->stopped += to - board->cycle;
  board->cycle = to;
}

static avr_cycle_timer_slot_t *watchdog_timer(const Board *board) {
  void *watchdog = board_io(board, "watchdog");
  avr_cycle_timer_slot_t *found = NULL;
  for (avr_cycle_timer_slot_t *slot = board->avr->cycle_timers.timer; slot; slot = slot->next)
    if (slot->param == watchdog) found = slot;
  return found;
}

// The core's counter stands still, the watchdog's does not: bring its end nearer.
static void age_watchdog(Board *board, const avr_cycle_timer_slot_t *slot, uint64_t elapsed) {
  avr_t *avr = board->avr;
  avr_cycle_timer_t timer = slot->timer;
  void *parameter = slot->param;
  avr_cycle_count_t left = slot->when > avr->cycle ? slot->when - avr->cycle : 0;
  avr_cycle_timer_cancel(avr, timer, parameter);
  avr_cycle_timer_register(avr, left > elapsed ? left - elapsed : 0, timer, parameter);
}

static void check_watchdog_reset(Board *board, avr_run_t ordinary) {
  if (board->avr->run == ordinary) return;
  board->cycle = board_now(board);
  board_reset(board, MCUSR_WDRF);
  board->break_run = true;
}

// An interrupt ended a deep sleep: the oscillator has to start first (section 9.2.2).
void board_woken(Board *board) {
  if (board->avr->state != cpu_Running) return;
  board->stalled_until = board->cycle + WAKE_UP_CYCLES;
  eeprom_awake(board);
}

static void sleep_deeply(Board *board, uint64_t until) {
  avr_run_t ordinary = board->avr->run;
  unsigned mode = sleep_mode(board);
  uint64_t *usage = mode >= MODE_STANDBY ? &board->usage.standby : &board->usage.power_down;
  const avr_cycle_timer_slot_t *watchdog = watchdog_timer(board);
  bool fires = false;
  if (watchdog) {
    uint64_t left = watchdog->when > board->avr->cycle ? watchdog->when - board->avr->cycle : 0;
    fires = board->cycle + left <= until;
    until = smaller(until, board->cycle + left);
    age_watchdog(board, watchdog, until - board->cycle);
  }
  skip(board, until, usage);
  if (!fires) return;
  avr_cycle_timer_process(board->avr);
  check_watchdog_reset(board, ordinary);
  board_woken(board);
}

static void sleep_lightly(Board *board, uint64_t longest, uint64_t limit) {
  uint64_t step = smaller(longest ? longest : 1, limit - board->avr->cycle);
  board->avr->cycle += step;
  board->usage.idle += step;
}

// The instruction loop inside the library must not run past the limit, even if an instruction sets a timer anew and
// with it the loop's budget; half of what remains is always safe and comes near fast enough.
static avr_flashaddr_t run_instructions(avr_t *avr, uint64_t limit) {
  uint64_t budget = (limit - avr->cycle) / 2;
  const avr_cycle_timer_slot_t *next = avr->cycle_timers.timer;
  avr->run_cycle_limit = budget ? budget : 1;
  avr->run_cycle_count = avr->run_cycle_limit;
  if (next) avr->run_cycle_count = next->when > avr->cycle ? smaller(budget, next->when - avr->cycle) : 1;
  return avr_run_one(avr);
}

static void serve_interrupt(Board *board, bool was_asleep) {
  avr_t *avr = board->avr;
  uint8_t depth = avr->interrupts.running_ptr, watchdog = avr->data[REG_WDTCSR];
  if (avr->interrupt_state) avr_service_interrupts(avr);
  // The library clears WDIE always; the chip only if WDE is set too (section 11.9.2, table 11-1).
  if ((watchdog & WDTCSR_WDIE) && !(watchdog & WDTCSR_WDE)) avr->data[REG_WDTCSR] |= WDTCSR_WDIE;
  if (avr->interrupts.running_ptr > depth) avr->cycle += was_asleep ? INTERRUPT_ENTRY_ASLEEP : INTERRUPT_ENTRY;
}

// One round: instructions up to the next timer or interrupt, or a piece of light sleep. False if the core is dead.
static bool step(Board *board, uint64_t limit) {
  avr_t *avr = board->avr;
  avr_run_t ordinary = avr->run;
  avr_flashaddr_t pc = avr->pc;
  uint64_t before = avr->cycle;
  bool asleep = avr->state == cpu_Sleeping;
  if (avr->state == cpu_Running) pc = run_instructions(avr, limit);
  uint64_t longest = avr_cycle_timer_process(avr);
  avr->pc = pc;
  board->usage.active += avr->cycle - before;
  check_watchdog_reset(board, ordinary);
  if (avr->state == cpu_Sleeping && !(avr->data[REG_SMCR] & SMCR_SE)) avr->state = cpu_Running;
  if (board->break_run || board_clock_stopped(board)) return true;
  if (avr->state == cpu_Sleeping) {
    if (avr->cycle < limit) sleep_lightly(board, longest, limit);
  } else if (avr->state == cpu_Running) {
    before = avr->cycle;
    serve_interrupt(board, asleep);
    board->usage.active += avr->cycle - before;
  }
  return avr->state == cpu_Running || avr->state == cpu_Sleeping;
}

static void run_core(Board *board, uint64_t until) {
  uint64_t limit = until - board->stopped;
  board->break_run = false;
  bool alive = true;
  while (alive && board->avr->cycle < limit && !board->break_run && !board_clock_stopped(board))
    alive = step(board, limit);
  board->cycle = board_now(board);
  if (alive) return;
  board->crashes += board->avr->state == cpu_Crashed;
  board->avr->state = cpu_Stopped;
}

static void handle_due(Board *board) {
  while (board->event_count && board->events[0].cycle <= board->cycle) {
    EventKind kind = board->events[0].kind;
    memmove(board->events, board->events + 1, --board->event_count * sizeof *board->events);
    board_do(board, kind);
  }
  if (board->eeprom.busy && board->eeprom.done_at <= board->cycle) eeprom_finish(board);
}

static uint64_t next_due(const Board *board, uint64_t until) {
  if (board->event_count) until = smaller(until, board->events[0].cycle);
  if (board->eeprom.busy) until = smaller(until, board->eeprom.done_at);
  return until;
}

void board_run(Board *board, uint64_t until) {
  handle_due(board);
  while (board->cycle < until) {
    uint64_t due = next_due(board, until);
    if (!board->powered) skip(board, due, &board->usage.off);
    else if (board->cycle < board->stalled_until)
      skip(board, smaller(due, board->stalled_until), &board->usage.starting);
    else if (board->avr->state == cpu_Stopped) skip(board, due, &board->usage.active);
    else if (board_clock_stopped(board)) sleep_deeply(board, due);
    else run_core(board, due);
    handle_due(board);
    if (board->wait_release && !twi_holds_clock(board)) return;
  }
}
