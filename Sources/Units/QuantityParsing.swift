/// Why a text is not a quantity. The description names the text, what is wrong and what to write instead.
public enum QuantityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A bare number: the unit is missing.
  case missingUnit(text: String, noun: String, example: String)
  /// A unit of something else, or none that is known.
  case wrongUnit(unit: String, noun: String, example: String, accepted: [String])
  /// No number at the start.
  case notANumber(text: String, noun: String, example: String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .missingUnit(let text, let noun, let example):
      "\"\(text)\" has no unit; write \(noun) with one, for example \"\(example)\""
    case .wrongUnit(let unit, let noun, let example, let accepted):
      "\"\(unit)\" is not a unit of \(noun); write one of \(accepted.joined(separator: ", ")), "
        + "for example \"\(example)\""
    case .notANumber(let text, let noun, let example):
      "\"\(text)\" is not \(noun); write a number and a unit, for example \"\(example)\""
    }
  }
}

extension Quantity {
  /// Reads `"11.8 V"`, `"11.8V"`, `"100 mV"`. The unit is required: a bare number is an error.
  public init(parsing text: String) throws(QuantityError) {
    let (number, unit) = Self.split(text)
    guard let value = Double(number), value.isFinite else {
      throw .notANumber(text: text, noun: Self.noun, example: Self.example)
    }
    guard !unit.isEmpty else {
      throw .missingUnit(text: text, noun: Self.noun, example: "\(number) \(Self.spellings.first?.text ?? Self.symbol)")
    }
    guard let spelling = Self.spellings.first(where: { $0.text == unit }) else {
      throw .wrongUnit(
        unit: unit, noun: Self.noun, example: Self.example, accepted: Self.spellings.map(\.text))
    }
    self.init(value * spelling.factor)
  }

  /// The leading number and the rest, both trimmed of blanks.
  private static func split(_ text: String) -> (number: String, unit: String) {
    let trimmed = text.drop(while: { $0 == " " })
    let numeric: Set<Character> = ["+", "-", ".", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    let number = trimmed.prefix(while: { numeric.contains($0) })
    var unit = trimmed[number.endIndex...].drop(while: { $0 == " " })
    while unit.last == " " { unit.removeLast() }
    return (String(number), String(unit))
  }
}
