import Chip

/// The byte the next read state will send: made while the one before it is on the wire.
nonisolated(unsafe) private var ahead: UInt8 = 0xFF
/// Between address match and the end of the transaction: no power-down now.
nonisolated(unsafe) var isAddressed = false

/// Two-wire interrupt: slave states of the ATmega328P data sheet, tables 22-4 and 22-5.
///
/// The clock line is let go before the work wherever the work is not needed for the next byte, so that a byte is
/// not stretched.
@_cdecl("firmware_two_wire")
public func twoWireInterrupt() {
  switch twi_status() {
  case 0x80: receiveByte()  // data received, acknowledged
  case 0xB8: sendByte()  // data sent, acknowledged
  case 0x60, 0x68:  // own address, write
    twi_go_on()
    isAddressed = true
    board.beginWrite()
  case 0xA8, 0xB0:  // own address, read
    isAddressed = true
    board.beginRead(at: clock_microseconds_masked())
    ahead = board.nextByte()
    sendByte()
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

private func receiveByte() {
  let byte = twi_data()
  // This is the 32nd when 31 are in: the next one is refused.
  if board.hasRoomForTwo { twi_go_on() } else { twi_go_on_refusing() }
  board.receive(byte)
}

private func sendByte() {
  twi_set_data(ahead)
  twi_go_on()
  ahead = board.nextByte()
}

private func endWrite() {
  twi_go_on()
  isAddressed = false
  let before = board.address
  board.endWrite(at: clock_microseconds_masked())
  if board.address != before { twi_set_address(board.address) }
}
