public import Bus
internal import Glibc

/// Serves any bus from a Unix socket, so that a program which knows `/dev/i2c-N` only can use it through the preload
/// (doc/virtual-boards.md). One thread waits for clients, one serves each; the bus sees one caller per client.
public final class I2CBusServer: Sendable {
  /// The socket.
  public let path: String
  private let listener: Int32

  /// Listens. An old socket file at the path is replaced.
  ///
  /// - Throws: ``BusError/cannotOpen(path:errno:reason:)``.
  public init(path: String, serving bus: any I2CBus) throws(BusError) {
    self.path = path
    unlink(path)
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    let descriptor = listener
    guard descriptor >= 0, UnixConnection.withAddress(path, { bind(descriptor, $0, $1) }) == 0,
      listen(descriptor, 16) == 0
    else {
      let reason = errno
      if descriptor >= 0 { Glibc.close(descriptor) }
      throw .cannotOpen(path: path, errno: reason, reason: String(cString: strerror(reason)))
    }
    DetachedThread.start { Self.acceptClients(of: descriptor, for: bus) }
  }

  /// Nobody new is served; clients that are there stay until they leave.
  public func stop() {
    _ = shutdown(listener, Int32(SHUT_RDWR))
    unlink(path)
  }

  deinit { stop() }

  /// Ends, and closes the socket, when the listener is shut down.
  private static func acceptClients(of listener: Int32, for bus: any I2CBus) {
    while true {
      let descriptor = accept(listener, nil, nil)
      if descriptor < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      guard descriptor >= 0 else { break }
      let connection = UnixConnection(descriptor: descriptor)
      DetachedThread.start { serve(connection, bus) }
    }
    Glibc.close(listener)
  }

  private static func serve(_ connection: UnixConnection, _ bus: any I2CBus) {
    while let prefix = connection.receive(4) {
      var reader = ByteReader(prefix)
      guard let length: UInt32 = reader.number(), length <= UInt32(BusRequest.mostBytes),
        let body = connection.receive(Int(length)), connection.send(reply(to: body, bus))
      else { return }
    }
  }

  /// The reply with its length in front.
  static func reply(to body: [UInt8], _ bus: any I2CBus) -> [UInt8] {
    var status: Int32 = 0
    var bytes: [UInt8] = []
    do throws(BusRequestFault) {
      let request = try BusRequest(body: body)
      do throws(BusError) {
        bytes = try bus.transfer(with: request.address, request.messages)
      } catch {
        status = number(of: error)
      }
    } catch {
      status = error == .malformed ? EINVAL : EOPNOTSUPP
    }
    return UInt32(4 + bytes.count).littleEndianBytes + UInt32(bitPattern: status).littleEndianBytes + bytes
  }

  /// What the kernel's drivers say for the same thing (Documentation/i2c/fault-codes.rst).
  private static func number(of error: BusError) -> Int32 {
    switch error {
    case .noAcknowledge: ENXIO
    case .timedOut: ETIMEDOUT
    case .arbitrationLost: EAGAIN
    case .lineHeld: EBUSY
    case .unsupported: EOPNOTSUPP
    case .closed: ENODEV
    case .cannotOpen(_, let errno, _), .system(_, let errno, _): errno
    }
  }
}
