internal import Glibc

/// What the C seam's negative results mean. A result is `-errno`.
extension BusError {
  /// A transaction that failed. Source: the kernel's I²C fault codes (Documentation/i2c/fault-codes.rst): drivers say
  /// ENXIO or EREMOTEIO for "no acknowledge".
  init(i2c errno: Int32, address: I2CAddress, path: String) {
    switch errno {
    case ENXIO, EREMOTEIO: self = .noAcknowledge(address)
    case ETIMEDOUT: self = .timedOut(address)
    case EAGAIN: self = .arbitrationLost(address)
    case EBUSY: self = .lineHeld("A line of \(path)")
    case EOPNOTSUPP: self = .unsupported("a transaction as asked for on \(path)")
    case ENODEV, ESHUTDOWN: self = .closed(path)
    default: self = .failed("The transaction with address \(address) on \(path)", errno)
    }
  }

  /// An opening that failed.
  init(opening path: String, errno: Int32) {
    self = .cannotOpen(path: path, errno: errno, reason: String(cString: strerror(errno)))
  }

  /// A call on an open device that failed.
  static func failed(_ operation: String, _ errno: Int32) -> BusError {
    switch errno {
    case ENODEV, ESHUTDOWN: .closed(operation)
    default: .system(operation: operation, errno: errno, reason: String(cString: strerror(errno)))
    }
  }
}
