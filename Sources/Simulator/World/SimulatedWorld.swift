internal import Synchronization
public import Units

/// The physical world of a simulated rig: it moves on when somebody looks at it or changes it, up to the time of the
/// injected clock. Safe to use from any thread.
///
/// World time is the ``Uptime`` since the world was made; the clock's own origin does not matter.
public final class SimulatedWorld: Sendable {
  /// What it is made of.
  public let description: WorldDescription
  /// The clock that moves it.
  public let timebase: any Timebase
  /// What is broken.
  public let faults: FaultSchedule
  private let start: Uptime
  private let plant: Mutex<PowerPlant>

  /// A world that begins now.
  public init(_ description: WorldDescription, timebase: any Timebase, faults: FaultSchedule = FaultSchedule()) {
    self.description = description
    self.timebase = timebase
    self.faults = faults
    start = timebase.now
    plant = Mutex(PowerPlant(description))
  }

  /// World time.
  public var now: Uptime { Uptime(nanoseconds: timebase.now.nanoseconds - start.nanoseconds) }

  /// Calendar time in the world, UTC.
  public var calendar: UnixTime { calendar(at: now) }

  /// Calendar time at a world time, UTC.
  public func calendar(at time: Uptime) -> UnixTime { description.startTime + (time - .zero) }

  // MARK: Truth

  /// What perfect meters show now, or at a point at most one step ago.
  public func electrical(at time: Uptime? = nil) -> ElectricalState {
    let moment = (time ?? now).nanoseconds
    return plant.withLock { plant in
      plant.advance(to: moment)
      return plant.electrical(at: moment)
    }
  }

  /// The true energy ledger up to now.
  public var energy: EnergyTruth {
    let moment = now.nanoseconds
    return plant.withLock { plant in
      plant.advance(to: moment)
      return plant.truth(at: moment)
    }
  }

  /// What each board really did up to now.
  public var boards: [BoardTruth] {
    let moment = now.nanoseconds
    return plant.withLock { plant in
      plant.advance(to: moment)
      return plant.slots.indices.map { index in
        let slot = plant.slots[index]
        return BoardTruth(
          label: slot.label, energy: WattHours(plant.energy(of: index, at: moment)),
          powered: slot.switchedOn && plant.loadConnected && !slot.heldInReset, counters: slot.counters)
      }
    }
  }

  /// How often the controller cut the load because the battery was empty.
  public var loadDisconnects: Int {
    let moment = now.nanoseconds
    return plant.withLock { plant in
      plant.advance(to: moment)
      return plant.disconnects
    }
  }

  // MARK: For boards and switches

  /// Whether a board has power, since when, and how often it lost its memory.
  struct Supply: Sendable {
    var powered: Bool
    var generation: Int
    var startedAt: Uptime
  }

  func addSlot(_ slot: LoadSlot) -> Int {
    let moment = now.nanoseconds
    return plant.withLock { plant in
      plant.change(at: moment) { plant, time in
        plant.slots.append(slot)
        if slot.switchedOn { plant.slots[plant.slots.count - 1].powerUp(at: time) }
      }
      return plant.slots.count - 1
    }
  }

  func supply(of slot: Int, at time: Uptime) -> Supply {
    plant.withLock { plant in
      plant.advance(to: time.nanoseconds)
      let load = plant.slots[slot]
      return Supply(
        powered: load.switchedOn && plant.loadConnected && !load.heldInReset, generation: load.generation,
        startedAt: Uptime(nanoseconds: load.startedAt))
    }
  }

  func setSwitch(of slot: Int, to on: Bool) {
    let moment = now.nanoseconds
    plant.withLock { plant in
      guard plant.slots[slot].switchedOn != on else { return }
      plant.change(at: moment) { plant, time in
        plant.slots[slot].switchedOn = on
        plant.slots[slot].heldInReset = false
        if !on {
          plant.slots[slot].powerDown()
        } else if plant.loadConnected {
          plant.slots[slot].powerUp(at: time)
        }
      }
    }
  }

  /// A board draws `watts` from a time on, and falls back to idle at the time of `change`.
  func draw(_ watts: Double, slot: Int, at time: Uptime, change: LoadSlot.Change) {
    plant.withLock { plant in
      plant.change(at: time.nanoseconds) { plant, _ in
        plant.slots[slot].watts = watts
        plant.slots[slot].change = change
        plant.slots[slot].counters.jobsStarted += 1
      }
    }
  }

  /// A board draws `watts` from a time on, and less when it powers down.
  func settle(_ watts: Double, slot: Int, at time: Uptime, rest: LoadSlot.Rest?) {
    plant.withLock { plant in
      plant.change(at: time.nanoseconds) { plant, _ in
        plant.slots[slot].watts = watts
        plant.slots[slot].change = rest.map { LoadSlot.Change(time: $0.time, watts: $0.watts) }
      }
    }
  }

  /// The chip resets itself: memory gone, power still there.
  func reset(slot: Int, at time: Uptime) {
    plant.withLock { plant in
      plant.change(at: time.nanoseconds) { plant, moment in
        plant.slots[slot].powerDown()
        plant.slots[slot].startedAt = moment
        plant.slots[slot].watts = plant.slots[slot].idleWatts
      }
    }
  }

  func count(slot: Int, _ body: (inout BoardTruth.Counters) -> Void) {
    plant.withLock { body(&$0.slots[slot].counters) }
  }
}
