/// Why a frame is not carried out.
public enum BusRequestFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Its lengths do not fit each other.
  case malformed
  /// Flags, ten-bit or several addresses, or a read of no bytes.
  case unsupported

  /// A full sentence.
  public var description: String {
    switch self {
    case .malformed: "The frame is no request of the bus protocol: its lengths do not fit each other."
    case .unsupported: "The transaction has flags, addresses or lengths that this bus cannot carry out."
    }
  }
}
