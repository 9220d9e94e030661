internal import CLinuxBus
internal import Glibc

/// A serial line of the kernel, taken for this process alone. Opening and closing do not reset an Arduino behind it.
public final class LinuxSerialPort: SerialPort {
  private let path: String
  private let descriptor: Int32

  /// Opens a line at a standard rate in bit/s.
  public init(path: String, baud: Int) throws(BusError) {
    self.path = path
    self.descriptor = clb_serial_open(path, UInt32(clamping: baud))
    guard descriptor >= 0 else { throw BusError(opening: path, errno: -descriptor) }
  }

  deinit {
    if descriptor >= 0 { clb_serial_close(descriptor) }
  }

  public func read(upTo limit: Int) throws(BusError) -> [UInt8] {
    var failure: Int32 = 0
    let descriptor = self.descriptor
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { memory, count in
      let result = clb_serial_read(descriptor, memory.baseAddress, UInt32(limit))
      count = Int(max(0, result))
      failure = min(0, result)
    }
    guard failure == 0 else { throw .failed("Reading \(path)", -failure) }
    return bytes
  }

  public func write(_ bytes: [UInt8]) throws(BusError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = rest.withUnsafeBufferPointer { clb_serial_write(descriptor, $0.baseAddress, UInt32($0.count)) }
      guard taken >= 0 else { throw .failed("Writing to \(path)", -taken) }
      rest = rest.dropFirst(Int(taken))
      // The line's buffer is full: at 38400 bit/s a byte leaves it every 0.26 ms.
      if !rest.isEmpty { usleep(1000) }
    }
  }
}
