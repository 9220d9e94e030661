internal import Units

/// A sensor that can say beforehand what its channels can tell: an optional ability.
public protocol SpanStating {
  /// The span of a channel by the name its measurements carry; nil for one it does not have, or whose steps differ.
  func span(of channel: String) -> MeasuringSpan?
}

extension INA219: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    switch channel {
    case "voltage": .upTo(32, step: Self.busLSB.value)
    case "current": .both((gain.fullScale / shunt).value, step: (Self.shuntLSB / shunt).value)
    default: nil
    }
  }
}

extension INA226: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    switch channel {
    // 40.96 V is the register's end; the pins bear 36 V (§6.1).
    case "voltage": .upTo(36, step: Self.busLSB.value)
    case "current": .both((Self.fullScale / shunt).value, step: (Self.shuntLSB / shunt).value)
    default: nil
    }
  }
}

extension INA228: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    switch channel {
    // 102.4 V is the register's end; the pins bear 85 V (§6.1).
    case "voltage": .upTo(85, step: Self.busLSB.value)
    case "current": .both((range.fullScale / shunt).value, step: currentLSB.value)
    default: nil
    }
  }
}

extension INA3221: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    guard let used = channels.first(where: { channel.hasSuffix("\($0.number)") }) else { return nil }
    switch channel {
    // 32.76 V is the register's end; the pins bear 26 V (§6.1).
    case "voltage\(used.number)": return .upTo(26, step: Self.busLSB.value)
    case "current\(used.number)":
      return .both((Self.fullScale / used.shunt).value, step: (Self.shuntLSB / used.shunt).value)
    default: return nil
    }
  }
}

extension ADS1115: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    guard let used = channels.first(where: { $0.name == channel }) else { return nil }
    let full = used.range.fullScale.value
    let step = full / 32768 * Double(model.codesInStep)
    let span = used.against == nil ? MeasuringSpan.upTo(full, step: step) : .both(full, step: step)
    return span.behind(used.front)
  }
}

extension MCP3x08: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    channels.first { $0.name == channel }.flatMap {
      MeasuringSpan.upTo(reference.value, step: reference.value / Double(1 << model.bits)).behind($0.front)
    }
  }
}

extension PCF8591: SpanStating {
  public func span(of channel: String) -> MeasuringSpan? {
    channels.first { "ain\($0.input)" == channel }.flatMap {
      MeasuringSpan.upTo(reference.value, step: reference.value / 256).behind($0.front)
    }
  }
}
