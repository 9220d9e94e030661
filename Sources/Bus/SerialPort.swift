/// A serial line, raw bytes, 8N1.
public protocol SerialPort: Sendable {
  /// What has arrived, at most `limit` bytes; empty when nothing has. Never blocks.
  func read(upTo limit: Int) throws(BusError) -> [UInt8]
  /// Sends all bytes; blocks while the line's buffer is full.
  func write(_ bytes: [UInt8]) throws(BusError)
}
