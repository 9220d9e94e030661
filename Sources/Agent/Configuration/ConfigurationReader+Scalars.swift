public import Bus
public import Units
internal import Yams

extension ConfigurationReader {
  /// A text, or nil where the key is absent.
  public func text(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar, !Self.isNull(scalar) else {
      report("expected a text", at: key)
      return nil
    }
    return scalar.string
  }

  /// A text that must be there and not be empty.
  public func requiredText(_ key: String, example: String) -> String? {
    guard has(key) else {
      _ = node(key)
      missing(key, example)
      return nil
    }
    guard let text = text(key) else { return nil }
    guard !text.isEmpty else {
      report("must not be empty; write for example \(example)", at: key)
      return nil
    }
    return text
  }

  /// A quantity with its unit, within a range; nil where the key is absent. A bare number is an error.
  public func quantity<Q: Quantity>(_ key: String, as type: Q.Type, in range: ClosedRange<Q>? = nil) -> Q? {
    guard has(key) else {
      _ = node(key)
      return nil
    }
    guard let text = text(key) else { return nil }
    do {
      let quantity = try Q(parsing: text)
      guard let range, !range.contains(quantity) else { return quantity }
      report("\(quantity) is out of range; write a value from \(range.lowerBound) to \(range.upperBound)", at: key)
    } catch {
      report("\(error)", at: key)
    }
    return nil
  }

  /// A quantity that must be there.
  public func requiredQuantity<Q: Quantity>(_ key: String, as type: Q.Type, in range: ClosedRange<Q>? = nil) -> Q? {
    guard has(key) else {
      _ = node(key)
      missing(key, "\"\(Q.example)\"")
      return nil
    }
    return quantity(key, as: type, in: range)
  }

  /// A time span, as a duration.
  public func duration(_ key: String, in range: ClosedRange<Span>? = nil) -> Duration? {
    quantity(key, as: Span.self, in: range)?.duration
  }

  /// A whole number, decimal or `0x…`.
  public func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(key) else { return nil }
    let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    guard let number else {
      report("\"\(text)\" is not a whole number; write one from \(range.lowerBound) to \(range.upperBound)", at: key)
      return nil
    }
    guard range.contains(number) else {
      report("\(number) is out of range; write a number from \(range.lowerBound) to \(range.upperBound)", at: key)
      return nil
    }
    return number
  }

  /// A plain number without a unit (an efficiency, a factor, a latitude).
  public func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = text(key) else { return nil }
    guard let number = Double(text), number.isFinite else {
      report("\"\(text)\" is not a number; write one from \(range.lowerBound) to \(range.upperBound)", at: key)
      return nil
    }
    guard range.contains(number) else {
      report("\(text) is out of range; write a number from \(range.lowerBound) to \(range.upperBound)", at: key)
      return nil
    }
    return number
  }

  /// `true` or `false`.
  public func flag(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report("\"\(text)\" is neither true nor false", at: key)
      return nil
    }
  }

  /// One of the words of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, of type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard let text = text(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let near = Spelling.nearest(to: text, among: Set(words)).map { "did you mean \"\($0)\"? " } ?? ""
    report("\"\(text)\" is not known; \(near)Write one of \(words.joined(separator: ", "))", at: key)
    return nil
  }

  /// A word of an enumeration that must be there.
  public func requiredChoice<Choice: RawRepresentable & CaseIterable>(_ key: String, of type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard has(key) else {
      _ = node(key)
      missing(key, Choice.allCases.map(\.rawValue).joined(separator: " | "))
      return nil
    }
    return choice(key, of: type)
  }

  /// A 7-bit I²C address that chips may use, decimal or `0x…`.
  public func requiredAddress(_ key: String) -> I2CAddress? {
    guard has(key) else {
      _ = node(key)
      missing(key, "42")
      return nil
    }
    return integer(key, in: I2CAddress.usable).flatMap { I2CAddress($0) }
  }

  private static func isNull(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && (scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null")
  }
}
