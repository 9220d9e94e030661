internal import Bus
internal import Foundation
internal import Synchronization
internal import Units

/// The rig console on a serial line or USB gadget: 115200 bit/s, 8N1. Whoever holds the cable is let in.
///
/// The line is read 20 times a second on a thread of its own. A gadget that goes, or a cable that is pulled, is told once;
/// the device is tried again every five seconds, and whoever comes next gets a new session.
public final class SerialDoor: Sendable {
  /// bit/s.
  public static let baud = 115_200
  private static let look = 0.05
  private static let retry = 5.0

  private let isClosed = Flag()

  /// Raised once.
  private final class Flag: Sendable {
    private let state = Mutex(false)
    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
  }

  /// Opens a door that stays until ``close()``.
  public convenience init(_ path: String, for controller: Controller) {
    let hardware = controller.surroundings.hardware
    self.init(path, for: controller, retry: Self.retry) { try? hardware.serialPort(at: path, baud: Self.baud) }
  }

  init(_ path: String, for controller: Controller, retry: Double, open: @escaping @Sendable () -> (any SerialPort)?) {
    let agent = WeakController(controller)
    let isClosed = isClosed
    let thread = Thread {
      var wasTold = false
      while !isClosed.isRaised {
        guard let port = open() else {
          if !wasTold { Self.tell(agent, path, "It cannot be opened; it is tried again every 5 s.") }
          wasTold = true
          Self.pause(retry, isClosed)
          continue
        }
        wasTold = true
        Self.tell(agent, path, "It is open.")
        Self.serve(port, path, agent, isClosed)
        if !isClosed.isRaised { Self.tell(agent, path, "It is gone; it is tried again every 5 s.") }
        Self.pause(retry, isClosed)
      }
    }
    thread.name = "console"
    thread.start()
  }

  /// Ends the door within a moment.
  public func close() { isClosed.raise() }

  /// Until the line is gone.
  private static func serve(_ port: any SerialPort, _ path: String, _ agent: WeakController, _ isClosed: Flag) {
    guard let controller = agent.controller else { return }
    func begun() -> ConsoleSession { ConsoleSession(controller, face: "serial", user: path) }
    var session = begun()
    var quiet = 0.0
    do {
      // Nothing is written before somebody types: a gadget without a reader would fill up.
      var isGreeted = false
      while !isClosed.isRaised {
        let bytes = try port.read(upTo: ConsoleSession.longestFeed)
        let asked = session
        if !bytes.isEmpty, !isGreeted { try port.write(Array(session.greeting.utf8)) }
        if !bytes.isEmpty {
          isGreeted = true
          let reply = Self.waited { await asked.feed(bytes) }
          try port.write(Array(reply.text.utf8))
          if reply.isOver {
            session = begun()
            isGreeted = false
            try port.write(Array("\r\n".utf8))
          }
          quiet = 0
          continue
        }
        Self.pause(look, isClosed)
        quiet += look
        guard quiet >= 2 else { continue }
        quiet = 0
        let text = Self.waited { await asked.tick() }
        if !text.isEmpty { try port.write(Array(text.utf8)) }
      }
    } catch {
      return
    }
  }

  private static func tell(_ agent: WeakController, _ path: String, _ text: String) {
    Task { await agent.controller?.noteEvent(.access, path, text) }
  }

  private static func pause(_ seconds: Double, _ isClosed: Flag) {
    // In pieces, so that closing takes a moment only.
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end, !isClosed.isRaised {
      Thread.sleep(forTimeInterval: min(0.1, max(0, end.timeIntervalSinceNow)))
    }
  }

  /// This thread has nothing else to do than to wait for the control task.
  private static func waited<Answer: Sendable>(_ work: @escaping @Sendable () async -> Answer) -> Answer {
    let box = Handover<Answer>()
    Task { box.give(await work()) }
    return box.take()
  }
}

/// Brings one value from a task to a thread that waits for it.
private final class Handover<Value: Sendable>: Sendable {
  private let condition = NSCondition()
  private let value = Mutex<Value?>(nil)

  func give(_ given: Value) {
    value.withLock { $0 = given }
    condition.lock()
    condition.signal()
    condition.unlock()
  }

  func take() -> Value {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let given = value.withLock({ $0 }) { return given }
      condition.wait()
    }
  }
}
