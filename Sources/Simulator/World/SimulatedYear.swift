internal import Glibc
public import Units

/// A rig's energy through days and seasons, as fast as it can be computed: the world's own physics by the second, with
/// boards that only draw power. For filling books and for testing what reads them.
public struct SimulatedYear: Sendable {
  private var plant: PowerPlant
  private var time: Int64 = 0
  private let mining: Watts

  /// A rig that begins at the world's start with all boards off.
  ///
  /// - Parameter mining: what a board draws while it is on.
  public init(_ description: WorldDescription, boards: Int, mining: Watts) {
    plant = PowerPlant(description)
    self.mining = mining
    plant.change(at: 0) { plant, _ in
      plant.slots = (0..<boards).map { board in
        var slot = LoadSlot(
          label: "b\(board + 1)", brownOutVolts: 0, idleWatts: mining.value, inrushWatts: 0)
        slot.switchedOn = false
        return slot
      }
    }
  }

  /// Lets time pass with the first boards on.
  public mutating func live(_ span: Duration, boards: Int) {
    let draw = mining.value
    plant.change(at: time) { plant, _ in
      for index in plant.slots.indices {
        let isOn = index < boards
        plant.slots[index].switchedOn = isOn
        plant.slots[index].watts = isOn && plant.loadConnected ? draw : 0
      }
    }
    time += Int64(span.inSeconds * 1e9)
    plant.advance(to: time)
  }

  /// Since the begin.
  public var now: Uptime { Uptime(nanoseconds: time) }
  /// Calendar time, UTC.
  public var calendar: UnixTime { plant.startTime + (now - .zero) }
  /// The true book.
  public var truth: EnergyTruth { plant.truth(at: time) }
  /// What perfect meters show.
  public var meters: ElectricalState { plant.electrical(at: time) }
  /// What the panel could give now.
  public var offered: Watts { Watts(plant.sunWatts) }
  /// The true energy of one board.
  public func energy(ofBoard index: Int) -> WattHours { WattHours(plant.energy(of: index, at: time)) }
}

extension SunSeries {
  /// A year of weather made up from a seed: the sun's path at a latitude, and days that are clear, mixed or dark and
  /// tend to stay so. Not a place on earth; for a measured one read a series.
  public static func madeUpYear(latitude: Double = 48, days: Int = 365, seed: UInt64 = 1) -> SunSeries {
    var dice = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    func roll() -> Double {
      dice ^= dice << 13
      dice ^= dice >> 7
      dice ^= dice << 17
      return Double(dice >> 11) * 0x1p-53
    }
    var points: [UInt16] = []
    var air: [Int16] = []
    var sky = 0.7
    for day in 0..<days {
      sky = min(1, max(0.08, 0.6 * sky + 0.4 * (roll() < 0.35 ? roll() * 0.4 : 0.55 + roll() * 0.5)))
      let season = cos(2 * .pi * (Double(day) + 10) / 365)
      let declination = -23.44 * season * .pi / 180
      let angle = latitude * .pi / 180
      for half in 0..<48 {
        let hour = (Double(half) + 0.5) / 2
        let height =
          sin(angle) * sin(declination) + cos(angle) * cos(declination) * cos((hour - 12) * .pi / 12)
        let cloud = 1 - (1 - sky) * (0.6 + 0.4 * roll())
        points.append(UInt16(max(0, 820 * height.magnitude.squareRoot() * max(0, height) * cloud)))
      }
      air.append(Int16(90 - 110 * season))
    }
    return SunSeries(
      name: "made-up", origin: "made up from seed \(seed)",
      start: CalendarDate(year: 2025, month: 1, day: 1).midnight, utcOffset: .zero, step: 1800, validAfter: 900,
      milliwattsPerPeakWatt: points, airTenths: air)
  }
}
