public import Units

/// One block of the VE.Direct text protocol whose checksum was right: labels and values as they were sent.
///
/// Source: Victron Energy, VE.Direct Protocol, version 3.33, "Fields". A device sends only the fields it has, a BMV
/// divides them among two blocks. A value that is missing, `---` or out of range is nil, never 0.
public struct VEDirectBlock: Sendable, Hashable {
  /// Values by label.
  public let fields: [String: String]

  /// A block of fields.
  public init(fields: [String: String]) { self.fields = fields }

  /// `V`, mV: at the battery.
  public var voltage: Volts? { integer("V", in: -200_000...200_000).map { Volts(Double($0) / 1000) } }
  /// `I`, mA: into the battery is positive; of an MPPT what it charges with, of a BMV all that flows.
  public var current: Amps? { integer("I", in: -2_000_000...2_000_000).map { Amps(Double($0) / 1000) } }
  /// `VPV`, mV: at the panel.
  public var panelVoltage: Volts? { integer("VPV", in: 0...1_000_000).map { Volts(Double($0) / 1000) } }
  /// `PPV`, W: out of the panel.
  public var panelPower: Watts? { integer("PPV", in: 0...100_000).map { Watts(Double($0)) } }
  /// `T`, °C: of the battery, where a sensor is connected to a BMV.
  public var temperature: Celsius? { integer("T", in: -100...200).map { Celsius(Double($0)) } }
  /// `SOC`, per mille: what a BMV believes.
  public var stateOfCharge: StateOfCharge? { integer("SOC", in: 0...1000).map { StateOfCharge(Double($0) / 1000) } }
  /// `H19`, 0.01 kWh: all an MPPT ever took from the panel.
  public var totalYield: WattHours? { integer("H19", in: 0...100_000_000).map { WattHours(Double($0) * 10) } }
  /// `H20`, 0.01 kWh: today.
  public var yieldToday: WattHours? { integer("H20", in: 0...1_000_000).map { WattHours(Double($0) * 10) } }

  private func integer(_ label: String, in range: ClosedRange<Int>) -> Int? {
    fields[label].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
  }
}
