import Chip

/// Between address match and the end of the transaction: no power-down now.
nonisolated(unsafe) var isAddressed = false
/// Timer overflows at the last address match.
nonisolated(unsafe) private var addressMark: UInt8 = 0

/// Two-wire interrupt: slave states of the ATmega328P data sheet, tables 22-4 and 22-5.
///
/// A byte has been moved before this is called (two_wire_entry.S); in the other states the clock line is let go before the
/// work wherever the work is not needed for the next byte.
@_cdecl("firmware_two_wire")
public func twoWireInterrupt() {
  switch twi_status() {
  case 0x80:  // data received, acknowledged
    board.receive(twi_received())
    twi_acknowledge_next(board.hasRoomForTwo)
  case 0xB8: twi_set_ahead(board.nextByte())  // data sent, acknowledged
  case 0x60, 0x68:  // own address, write
    twi_acknowledge_next(true)
    twi_go_on()
    markAddressed()
    board.beginWrite()
  case 0xA8, 0xB0: beginRead()  // own address, read
  case 0xA0: endWrite()  // STOP or repeated START
  case 0x88:  // data received, not acknowledged: the 33rd byte
    board.receive(twi_data())
    endWrite()
  case 0x00:  // illegal START or STOP
    twi_recover()
    isAddressed = false
    board.busFailed()
  default:  // 0xC0, 0xC8: the master has read enough
    twi_go_on()
    isAddressed = false
  }
}

private func markAddressed() {
  isAddressed = true
  addressMark = clock_overflow_low()
}

/// Lets go of the bus when a transaction has not ended after two overflows of the timer (0.26 s at least): its master is
/// gone, and this board may be what holds the data line.
func watchTwoWire() {
  interrupts_mask()
  if isAddressed, clock_overflow_low() &- addressMark > 2 {
    twi_restart()
    isAddressed = false
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
  twi_go_on()
  isAddressed = false
  let before = board.address
  board.endWrite(at: clock_microseconds_masked())
  if board.address != before { twi_set_address(board.address) }
}
