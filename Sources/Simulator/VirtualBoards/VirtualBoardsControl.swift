internal import Glibc
internal import Synchronization

/// The control socket of `virtual-boards` (doc/virtual-boards.md): time in lock-step, switches and faults.
public final class VirtualBoardsControl: Sendable {
  private let connection: Mutex<UnixConnection>

  /// Connects.
  public init(path: String) throws(VirtualBoardsError) {
    guard let connection = UnixConnection(path: path) else {
      throw .cannotConnect(path: path, reason: String(cString: strerror(errno)))
    }
    self.connection = Mutex(connection)
  }

  /// One command line; the words of its answer behind `ok`, which mostly are `key=value`.
  @discardableResult
  public func send(_ line: String) throws(VirtualBoardsError) -> [String] {
    let answer = connection.withLock { connection in
      connection.send(Array("\(line)\n".utf8)) ? Self.line(from: connection) : nil
    }
    guard let answer else { throw .gone }
    let words = answer.split(separator: " ").map(String.init)
    guard words.first == "ok" else { throw .refused(command: line, answer: answer) }
    return Array(words.dropFirst())
  }

  /// Lets time pass, in lock-step only; returns as soon as it has been simulated.
  public func run(for time: Duration) throws(VirtualBoardsError) {
    try send("run \(time / .microseconds(1))")
  }

  /// A board's power switch.
  public func setPower(of board: String, on: Bool) throws(VirtualBoardsError) {
    try send("power \(board) \(on ? "on" : "off")")
  }

  /// The time that has been simulated.
  public func now() throws(VirtualBoardsError) -> Duration {
    guard let nanoseconds = Self.fields(try send("time"))["ns"].flatMap({ Int64($0) }) else { throw .gone }
    return .nanoseconds(nanoseconds)
  }

  /// `key=value` words as a dictionary.
  public static func fields(_ words: [String]) -> [String: String] {
    let pairs = words.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { $1 }
  }

  private static func line(from connection: UnixConnection) -> String? {
    var bytes: [UInt8] = []
    while let byte = connection.receive(1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}
