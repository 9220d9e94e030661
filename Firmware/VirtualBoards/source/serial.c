// USART0 on a pseudo terminal, with a buffer that the control socket can read as well.
#include "board.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "avr_uart.h"

static void sent(avr_irq_t *irq, uint32_t value, void *parameter) {
  (void)irq;
  Serial *serial = &((Board *)parameter)->serial;
  uint8_t byte = (uint8_t)value;
  if (serial->out_count == SERIAL_BUFFER) memmove(serial->out, serial->out + 1, --serial->out_count);
  serial->out[serial->out_count++] = byte;
  if (serial->terminal >= 0 && write(serial->terminal, &byte, 1) != 1) return;  // nobody reads: the byte is lost
}

static void may_send(avr_irq_t *irq, uint32_t value, void *parameter) {
  (void)irq, (void)value;
  ((Board *)parameter)->serial.paused = false;
}

static void must_pause(avr_irq_t *irq, uint32_t value, void *parameter) {
  (void)irq;
  if (value) ((Board *)parameter)->serial.paused = true;
}

// Typed on the terminal or sent over the control socket; goes to the receiver as fast as it takes it.
void serial_send(Board *board, const uint8_t *bytes, unsigned count) {
  Serial *serial = &board->serial;
  if (count > SERIAL_BUFFER - serial->in_count) count = SERIAL_BUFFER - serial->in_count;
  memcpy(serial->in + serial->in_count, bytes, count);
  serial->in_count += count;
}

void serial_poll(Board *board) {
  uint8_t typed[256];
  if (board->serial.terminal < 0) return;
  ssize_t count = read(board->serial.terminal, typed, sizeof typed);
  if (count > 0) serial_send(board, typed, (unsigned)count);
}

// A board that is off or whose clock stands still hears nothing.
void serial_feed(Board *board) {
  Serial *serial = &board->serial;
  if (!serial->in_count) return;
  unsigned used = 0;
  bool deaf = !board->powered || board_clock_stopped(board);
  while (used < serial->in_count && (deaf || !serial->paused)) {
    if (!deaf) avr_raise_irq(serial->input, serial->in[used]);
    used++;
  }
  memmove(serial->in, serial->in + used, serial->in_count - used);
  serial->in_count -= used;
}

static int open_terminal(const char *link) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0 || grantpt(terminal) || unlockpt(terminal)) return -1;
  struct termios settings;
  int other = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);  // stays open: no hang-up between two users
  if (other < 0 || tcgetattr(other, &settings)) return -1;
  cfmakeraw(&settings);
  tcsetattr(other, TCSANOW, &settings);
  fcntl(terminal, F_SETFL, O_NONBLOCK);
  unlink(link);
  return symlink(ptsname(terminal), link) ? -1 : terminal;
}

bool serial_attach(Board *board, const char *link) {
  avr_t *avr = board->avr;
  uint32_t flags = 0;  // neither print on our output nor sleep while the firmware polls
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_t *irqs = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
  board->serial.input = irqs + UART_IRQ_INPUT;
  avr_irq_register_notify(irqs + UART_IRQ_OUTPUT, sent, board);
  avr_irq_register_notify(irqs + UART_IRQ_OUT_XON, may_send, board);
  avr_irq_register_notify(irqs + UART_IRQ_OUT_XOFF, must_pause, board);
  board->serial.terminal = link ? open_terminal(link) : -1;
  if (!link || board->serial.terminal >= 0) return true;
  perror(link);
  return false;
}
