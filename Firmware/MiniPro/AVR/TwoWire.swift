import Chip

/// Timer overflows at the last address match.
nonisolated(unsafe) private var addressMark: UInt8 = 0

// Both are called by the two-wire interrupt (two_wire_entry.S), which has moved the byte and let go of the clock line after a
// byte, after the address of a write, the last byte of a read and a STOP. `@_silgen_name`: no thunk in between.

/// A byte came in and was acknowledged, state 0x80. A STOP behind it waits for the end of this.
@_silgen_name("firmware_byte_received")
public func byteReceived() {
  board.receive(twi_received())
  twi_acknowledge_next(board.hasRoomForTwo)
}

/// The other slave states of the ATmega328P data sheet, tables 22-4 and 22-5. Where the clock line is still held it is let go
/// before the work wherever the work is not needed for the next byte.
@_silgen_name("firmware_two_wire")
public func twoWireInterrupt() {
  switch twi_status() {
  case 0xB8: twi_set_ahead(board.nextByte())  // data sent, acknowledged
  case 0x60:  // own address, write
    beginWrite()
  case 0x68:  // the same after a lost arbitration
    twi_go_on()
    beginWrite()
  case 0xA8, 0xB0: beginRead()  // own address, read
  case 0xA0: endWrite()  // STOP or repeated START
  case 0x88:  // data received, not acknowledged: the 33rd byte
    board.receive(twi_data())
    twi_go_on()
    endWrite()
  case 0x00:  // illegal START or STOP
    twi_recover()
    twi_set_addressed(false)
    board.busFailed()
  case 0xC0: twi_set_addressed(false)  // the master has read enough
  default:  // 0xC8, more than it was given
    twi_go_on()
    twi_set_addressed(false)
  }
}

private func beginWrite() {
  twi_acknowledge_next(true)
  markAddressed()
  board.beginWrite()
}

private func markAddressed() {
  twi_set_addressed(true)
  addressMark = clock_overflow_low()
}

/// Lets go of the bus when a transaction has not ended after two overflows of the timer (0.26 s at least): its master is
/// gone, and this board may be what holds the data line.
func watchTwoWire() {
  interrupts_mask()
  if twi_is_addressed(), clock_overflow_low() &- addressMark > 2 {
    twi_restart()
    twi_set_addressed(false)
    board.busFailed()
  }
  interrupts_unmask()
}

/// The first byte goes out before the rest of the reply is made.
private func beginRead() {
  twi_send(board.firstByte)
  twi_go_on()
  markAddressed()
  board.beginRead(at: clock_microseconds_masked())
  _ = board.nextByte()
  twi_set_ahead(board.nextByte())
}

private func endWrite() {
  twi_set_addressed(false)
  let before = board.address
  board.endWrite(at: clock_microseconds_masked())
  if board.address != before { twi_set_address(board.address) }
}
