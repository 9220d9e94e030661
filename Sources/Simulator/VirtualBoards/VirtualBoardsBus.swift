public import Bus
internal import Glibc
internal import Synchronization

/// The bus at the end of a socket: that of `virtual-boards`, or any other that speaks its protocol
/// (doc/virtual-boards.md). Blocking as long as the simulated wire is busy.
public final class VirtualBoardsBus: I2CBus {
  /// The socket.
  public let path: String
  private let patience: Duration
  /// One transaction at a time: a reply belongs to the request before it.
  private let connection: Mutex<UnixConnection?>

  /// Connects.
  ///
  /// - Parameter patience: how long the host waits for a held line.
  /// - Throws: ``BusError/cannotOpen(path:errno:reason:)``.
  public init(path: String, patience: Duration = .seconds(1)) throws(BusError) {
    guard let connection = UnixConnection(path: path) else {
      let reason = errno
      throw .cannotOpen(path: path, errno: reason, reason: String(cString: strerror(reason)))
    }
    self.path = path
    self.patience = patience
    self.connection = Mutex(connection)
  }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    guard let request = BusRequest(to: address, messages, patience: patience).encoded else {
      throw .unsupported("a transaction of this length over \(path)")
    }
    return try connection.withLock { connection throws(BusError) in
      guard let open = connection else { throw .closed(path) }
      guard let (status, bytes) = Self.exchange(request, over: open) else {
        connection = nil
        throw .closed(path)
      }
      guard status == 0 else { throw Self.error(status, address) }
      return bytes
    }
  }

  private static func exchange(_ request: [UInt8], over connection: UnixConnection) -> (UInt32, [UInt8])? {
    guard connection.send(request), let prefix = connection.receive(4) else { return nil }
    var reader = ByteReader(prefix)
    guard let length: UInt32 = reader.number(), (4...UInt32(BusRequest.mostBytes)).contains(length),
      let body = connection.receive(Int(length))
    else { return nil }
    reader = ByteReader(body)
    guard let status: UInt32 = reader.number(), let bytes = reader.bytes(body.count - 4) else { return nil }
    return (status, bytes)
  }

  private static func error(_ status: UInt32, _ address: I2CAddress) -> BusError {
    switch Int32(bitPattern: status) {
    case ENXIO: .noAcknowledge(address)
    case ETIMEDOUT: .timedOut(address)
    case EAGAIN: .arbitrationLost(address)
    case EBUSY: .lineHeld("A line of the simulated bus")
    case EOPNOTSUPP: .unsupported("a transaction as asked for on the simulated bus")
    case let other:
      .system(
        operation: "The transaction with address \(address)", errno: other, reason: String(cString: strerror(other)))
    }
  }
}
