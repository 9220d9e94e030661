internal import Synchronization
public import Units

/// All faults of a rig, present and to come.
public final class FaultSchedule: Sendable {
  private let state: Mutex<[Fault]>

  /// A schedule with some faults from the beginning.
  public init(_ faults: [Fault] = []) { state = Mutex(faults) }

  /// Adds a fault.
  public func inject(_ fault: Fault) { state.withLock { $0.append(fault) } }

  /// Takes every fault of a kind away.
  public func heal(_ kind: Fault.Kind) { state.withLock { $0.removeAll { $0.kind == kind } } }

  /// Everything scheduled.
  public var all: [Fault] { state.withLock { $0 } }

  /// Whether something is broken at a world time.
  public func isActive(_ kind: Fault.Kind, target: Int, at time: Uptime) -> Bool {
    state.withLock { faults in
      faults.contains { $0.kind == kind && $0.target == target && $0.isActive(at: time) }
    }
  }

  /// The targets of a kind at a world time.
  func targets(of kind: Fault.Kind, at time: Uptime) -> [Int] {
    state.withLock { faults in
      faults.isEmpty ? [] : faults.filter { $0.kind == kind && $0.isActive(at: time) }.map(\.target)
    }
  }
}
