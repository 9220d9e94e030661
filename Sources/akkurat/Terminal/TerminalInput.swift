import Foundation
import UnixSignals

/// What reaches a command in a terminal from its owner.
enum TerminalInput: Sendable, Hashable {
  case key(Key)
  /// The window has another size.
  case resized
  /// SIGINT, SIGTERM, SIGHUP, or the terminal is gone.
  case stop

  /// Hands out keys and signals until the task is cancelled.
  static func listen(keys: Bool, _ take: @escaping @Sendable (TerminalInput) -> Void) -> Task<Void, Never> {
    if keys { readKeys(take) }
    return Task {
      for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigwinch) {
        take(signal == .sigwinch ? .resized : .stop)
      }
    }
  }

  /// Keys come from a thread of their own: reading a terminal blocks.
  private static func readKeys(_ take: @escaping @Sendable (TerminalInput) -> Void) {
    Thread.detachNewThread {
      var reader = KeyReader()
      var bytes = [UInt8](repeating: 0, count: 256)
      while true {
        let count = read(0, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return take(.stop) }
        for key in reader.read(Array(bytes[..<count]), isAll: false) { take(.key(key)) }
        // A slow line may cut a sequence in two; a lone escape is one when nothing follows for a moment.
        var more = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        if reader.isWaiting, poll(&more, 1, 50) == 0 {
          for key in reader.read([]) { take(.key(key)) }
        }
      }
    }
  }
}
