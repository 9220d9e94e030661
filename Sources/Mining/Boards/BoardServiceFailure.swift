public import Bus

/// Why a board could not be asked, tested or given another address by hand.
public enum BoardServiceFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bus does not work.
  case bus(BusError)
  /// Nobody answers.
  case nobody(I2CAddress)
  /// Somebody answers, but not like a board that is understood here.
  case notABoard(I2CAddress, reply: [UInt8])
  /// The board searches for somebody else.
  case busy(I2CAddress)
  /// What it answers makes no sense.
  case garbled(I2CAddress)
  /// Two boards answer at once.
  case shared(I2CAddress)
  /// The I²C specification keeps this address for itself.
  case reserved(I2CAddress)
  /// The board has this address.
  case same(I2CAddress)
  /// Somebody else has this address.
  case taken(I2CAddress)
  /// The board's firmware would forget this address.
  case tooHigh(I2CAddress)
  /// The change did not show.
  case notMoved(from: I2CAddress, to: I2CAddress, oldAnswers: Bool, newAnswers: Bool)

  public var description: String {
    switch self {
    case .bus(let error): error.description
    case .nobody(let address):
      "Nobody answers at \(address); check wiring and supply. A board behind a switch is off while no agent runs."
    case .notABoard(let address, let reply):
      "Who answers at \(address) is no board of the classic family (it says \(HexText.text(reply))); nothing was changed."
    case .busy(let address): "The board at \(address) still searches; try again in a minute, or cycle its power."
    case .garbled(let address): "The board at \(address) gives replies that make no sense; check wiring and pull-ups."
    case .shared(let address): "Two boards seem to answer at \(address); leave one of them on the bus."
    case .reserved(let address):
      "\(address) is reserved by the I²C specification; take one from 8 (0x08) to 119 (0x77)."
    case .same(let address): "The board has the address \(address) already; name another with --to."
    case .taken(let address): "Somebody answers at \(address) already; name a free address (akkurat scan shows them)."
    case .tooHigh(let address):
      "Old firmware forgets addresses above 49 when its power goes, and \(address) is one; take one from 8 to 49."
    case .notMoved(let old, let new, let oldAnswers, let newAnswers):
      "After the change \(new) \(newAnswers ? "answers" : "is silent") and \(old) "
        + "\(oldAnswers ? "still answers" : "is silent"); cycle the board's power and look with \"akkurat scan\"."
    }
  }

  /// What to do next.
  public var recovery: Recovery {
    switch self {
    case .bus(let error): error.recovery
    case .busy, .garbled: .retry
    case .nobody, .notMoved: .reinitialise
    case .notABoard, .shared, .reserved, .same, .taken, .tooHigh: .stop
    }
  }
}
