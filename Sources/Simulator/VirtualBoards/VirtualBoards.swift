internal import Glibc

/// Real Mini Pro images on a simulated bus: starts the program `virtual-boards` and connects to it. The program ends with
/// the last reference.
public final class VirtualBoards: Sendable {
  /// One board.
  public struct Board: Sendable, Hashable {
    /// For the control socket: letters, digits, `-`.
    public var name: String
    /// The image, an ELF file.
    public var image: String
    /// Put into byte 0 of a new EEPROM.
    public var address: UInt8?
    /// The board's clock in Hz.
    public var clock: Int
    /// Whether it has supply from the start.
    public var isOn: Bool

    public init(name: String, image: String, address: UInt8? = nil, clock: Int = 16_000_000, isOn: Bool = true) {
      self.name = name
      self.image = image
      self.address = address
      self.clock = clock
      self.isOn = isOn
    }

    var option: String {
      "name=\(name),elf=\(image),clock=\(clock)" + (address.map { ",address=\($0)" } ?? "") + (isOn ? "" : ",off")
    }
  }

  /// How the boards' time passes.
  public enum Pace: Sendable, Hashable {
    /// During transactions and ``VirtualBoardsControl/run(for:)`` only.
    case lockStep
    /// With the wall clock, so many times as fast.
    case wallClock(speed: Double = 1)

    var options: [String] {
      switch self {
      case .lockStep: ["--lock-step"]
      case .wallClock(let speed): ["--speed", "\(speed)"]
      }
    }
  }

  /// The socket that speaks the bus protocol.
  public let busPath: String
  /// Time, switches and faults.
  public let control: VirtualBoardsControl
  private let process: pid_t

  /// Starts the boards.
  ///
  /// - Parameters:
  ///   - program: the path of `virtual-boards`.
  ///   - folder: where its two sockets go; short, a socket's path has at most 107 bytes.
  /// - Throws: ``VirtualBoardsError``.
  public init(program: String, boards: [Board], pace: Pace, folder: String) throws(VirtualBoardsError) {
    busPath = "\(folder)/bus"
    let controlPath = "\(folder)/control"
    let words = [program, "--bus", busPath, "--control", controlPath] + pace.options
    process = try Self.start(words + boards.flatMap { ["--board", $0.option] })
    do {
      control = try VirtualBoardsControl(path: controlPath)
    } catch {
      Self.end(process)
      throw error
    }
  }

  deinit { Self.end(process) }

  private static func end(_ process: pid_t) {
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// Starts the program and waits for its first line, which says that the sockets are there.
  private static func start(_ words: [String]) throws(VirtualBoardsError) -> pid_t {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .cannotStart(reason: String(cString: strerror(errno))) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var arguments = words.map { strdup($0) } + [nil]
    var process: pid_t = 0
    let result = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
    arguments.forEach { free($0) }
    posix_spawn_file_actions_destroy(&actions)
    close(ends[1])
    guard result == 0 else { throw .cannotStart(reason: String(cString: strerror(result))) }
    var byte: UInt8 = 0
    while read(ends[0], &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { return process }
    }
    end(process)
    throw .cannotStart(reason: "it ended at once; its message is on standard error")
  }
}
