internal import CLinuxBus
internal import Synchronization

/// An adapter of the kernel: `/dev/i2c-1`, or whatever path answers like one.
///
/// Every transaction is one `I2C_RDWR`, so no other process gets between a query and its answer. An adapter that went
/// away (USB) is opened anew at the next transaction.
public final class LinuxI2CBus: I2CBus {
  /// The device file.
  public let path: String
  private let limit: Duration
  private let descriptor: Mutex<Int32?>

  /// Opens an adapter.
  ///
  /// - Parameter limit: when the kernel gives a transaction up, in steps of 10 ms; many drivers ignore it. It holds for
  ///   every user of the adapter.
  /// - Throws: ``BusError/cannotOpen(path:errno:reason:)``, or ``BusError/unsupported(_:)`` for an SMBus-only adapter.
  public init(path: String, limit: Duration = .milliseconds(100)) throws(BusError) {
    self.path = path
    self.limit = limit
    self.descriptor = Mutex(try Self.open(path, limit))
  }

  deinit {
    if let open = descriptor.withLock({ $0 }) { clb_i2c_close(open) }
  }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    try descriptor.withLock { open throws(BusError) in try transfer(address, messages, &open) }
  }

  public func reopen() throws(BusError) {
    try descriptor.withLock { open throws(BusError) in
      if let open { clb_i2c_close(open) }
      open = nil
      open = try Self.open(path, limit)
    }
  }

  private func transfer(
    _ address: I2CAddress, _ messages: [I2CMessage], _ open: inout Int32?
  ) throws(BusError) -> [UInt8] {
    if open == nil { open = try Self.open(path, limit) }
    guard let descriptor = open else { throw .closed(path) }
    var memory = TransferMemory(messages)
    let result = memory.withMessages(to: address) { clb_i2c_transfer(descriptor, $0.baseAddress, UInt32($0.count)) }
    guard result < 0 else { return memory.bytesRead }
    let error = BusError(i2c: -result, address: address, path: path)
    if case .closed = error {
      clb_i2c_close(descriptor)
      open = nil
    }
    throw error
  }

  private static func open(_ path: String, _ limit: Duration) throws(BusError) -> Int32 {
    let descriptor = clb_i2c_open(path)
    guard descriptor >= 0 else { throw BusError(opening: path, errno: -descriptor) }
    var functions: UInt64 = 0
    let result = clb_i2c_functions(descriptor, &functions)
    guard result >= 0, functions & UInt64(CLB_I2C_FUNCTION_I2C) != 0 else {
      clb_i2c_close(descriptor)
      throw result < 0 ? BusError(opening: path, errno: -result) : .unsupported("\(path) has no plain I2C, only SMBus")
    }
    // A driver that cannot set its limit keeps its own, usually one second.
    _ = clb_i2c_configure(descriptor, UInt32(max(10, limit / .milliseconds(1))), 0)
    return descriptor
  }
}
