internal import Power
public import Units

/// What each channel of a rig can tell, and whether its parts bear it: for `akkurat check`. Pure.
public struct SensorAdvice: Sendable {
  /// One line a channel.
  public private(set) var lines: [String] = []
  /// What an owner should think over before trusting it.
  public private(set) var warnings: [String] = []

  /// Shunts that get warmer than this change their value, and want air.
  static let warmShunt = Watts(1)
  /// A divider should not draw more from the battery day and night.
  static let thirst = Amps(0.001)
  /// What a converter's sampling input wants before it at most (MCP3008 data sheet DS21295D, §6.3, at slow clocks).
  static let stiffness = Ohms(20_000)

  /// Looks at every channel of a configuration.
  public init(_ configuration: AgentConfiguration) {
    let full = configuration.battery.table.limits.full * Double(configuration.battery.cells)
    let voltages = configuration.protection.voltages
    for sensor in configuration.sensors {
      for use in sensor.channels {
        let name = "\(sensor.name).\(use.channel)"
        var parts: [String] = []
        if let span = sensor.source.span(of: use.channel) {
          parts.append(Self.text(span, use.role))
          judge(span, name, use, full: full, window: voltages.resume - voltages.floor, configuration)
        }
        if let threshold = use.threshold { parts.append("changes at \(threshold)") }
        if let wiring = use.wiring { parts.append(judge(wiring, name, use, sensor, full)) }
        if use.calibration != .none {
          parts.append(
            "calibrated by \(Decimal.fixed(use.calibration.gain, 4)) and \(Decimal.fixed(use.calibration.offset, 4)) "
              + use.role.unit)
        }
        lines.append(
          "\(name) (\(use.role.rawValue)): \(parts.isEmpty ? "span not known" : parts.joined(separator: "; "))")
      }
    }
  }

  private static func text(_ span: MeasuringSpan, _ role: SensorRole) -> String {
    let step = Decimal.short(span.step * 1000)
    return
      "\(Decimal.short(span.lowest)) to \(Decimal.short(span.highest)) \(role.unit) in steps of \(step) m\(role.unit)"
  }

  private mutating func judge(
    _ span: MeasuringSpan, _ name: String, _ use: SensorSection.ChannelUse, full: Volts, window: Volts,
    _ configuration: AgentConfiguration
  ) {
    guard use.role == .batteryVoltage else { return }
    if span.highest < full.value {
      warnings.append(
        "\(name) ends at \(Decimal.short(span.highest)) V, but the battery is charged to \(full); it would be no data then. "
          + "Take a divider with a smaller lower resistor, or a larger range.")
    }
    if span.step > window.value / 20 {
      warnings.append(
        "\(name) has steps of \(Decimal.short(span.step)) V, and floor and resume voltage lie \(window) apart: too coarse to "
          + "guard the battery by. Use it as a second source.")
    }
    let draw = configuration.boards.map(\.draw).reduce(.zero, +)
    let swing = configuration.rig.battery.resistance.value * draw.value / configuration.nominalVoltage.value
    if span.step > configuration.nominalVoltage.value * 0.0005, swing < 2 * span.step {
      let voltages = configuration.sensors.flatMap(\.channels).filter { $0.role == .batteryVoltage }
      warnings.append(
        "\(name) moves by \(Decimal.short(swing * 1000)) mV when all boards start, less than two of its steps: "
          + (voltages.count > 1
            ? "that it is frozen shows only beside the other source."
            : "that it is frozen cannot be noticed. Add a second source."))
    }
  }

  private mutating func judge(
    _ wiring: ChannelWiring, _ name: String, _ use: SensorSection.ChannelUse, _ sensor: SensorSection, _ full: Volts
  ) -> String {
    switch wiring {
    case .shunt(let shunt, let largest):
      let amps = largest ?? Amps(sensor.source.span(of: use.channel)?.highest ?? 0)
      let power = Watts(amps.value * amps.value * shunt.value)
      if power > Self.warmShunt {
        warnings.append(
          "\(name): \(amps) through \(shunt) make \(power.formatted(decimals: 2)) of heat, which changes the shunt; take a "
            + "smaller resistance.")
      }
      return "shunt \(shunt): \(power.formatted(decimals: 3)) at \(amps), take one rated for twice that"
    case .divider(let upper, let lower):
      let amps = full / (upper + lower)
      let source = Ohms(upper.value * lower.value / (upper + lower).value)
      if amps > Self.thirst {
        warnings.append(
          "\(name): the divider takes \(Decimal.short(amps.value * 1000)) mA from the battery day and night; take larger "
            + "resistors.")
      }
      if source > Self.stiffness, case .hardware = sensor.source {
        warnings.append(
          "\(name): \(Decimal.short(source.value / 1000)) kohm before a sampling input; put 100 nF from the pin to ground, "
            + "or take smaller resistors.")
      }
      return "divider \(upper) over \(lower): \(Decimal.short(amps.value * 1e6)) µA from a full battery"
    }
  }
}
