/// What went wrong on a wire or with the kernel's interface to it.
public enum BusError: Error, Sendable, Hashable {
  /// Nobody acknowledged the address, or the device refused a byte.
  case noAcknowledge(I2CAddress)
  /// The transaction did not end in time: a device holds the clock or data line.
  case timedOut(I2CAddress)
  /// Another master won, or a line was disturbed.
  case arbitrationLost(I2CAddress)
  /// SDA or SCL is held low; no transaction is possible until it is freed.
  case lineHeld(String)
  /// The device file or chip cannot be opened.
  case cannotOpen(path: String, errno: Int32, reason: String)
  /// The kernel refused for another reason.
  case system(operation: String, errno: Int32, reason: String)
  /// The adapter cannot do what was asked (message too long, no plain I²C).
  case unsupported(String)
  /// The bus, line or port was closed.
  case closed(String)

  /// What to do next.
  public var recovery: Recovery {
    switch self {
    case .noAcknowledge, .arbitrationLost: .retry
    case .timedOut, .lineHeld, .closed: .reinitialise
    case .system: .reinitialise
    case .cannotOpen, .unsupported: .stop
    }
  }
}

extension BusError: CustomStringConvertible {
  /// A full sentence: what, where, next step.
  public var description: String {
    switch self {
    case .noAcknowledge(let address):
      "No device acknowledges at address \(address); check its power and wiring."
    case .timedOut(let address):
      "The transaction with address \(address) did not end in time; a device may hold the bus."
    case .arbitrationLost(let address):
      "Arbitration was lost while talking to address \(address); check for a second master or a noisy line."
    case .lineHeld(let line):
      "\(line) is held low; the bus is stuck until the device that holds it lets go or is switched off."
    case .cannotOpen(let path, let errno, let reason):
      "Cannot open \(path): \(reason) (errno \(errno)); check that it exists and that this user may use it."
    case .system(let operation, let errno, let reason):
      "\(operation) failed: \(reason) (errno \(errno))."
    case .unsupported(let what):
      "The adapter cannot do this: \(what)."
    case .closed(let what):
      "\(what) is closed."
    }
  }
}
