internal import Units

/// Why a battery's description cannot be used.
public enum BatteryDescriptionError: Error, Hashable, CustomStringConvertible {
  /// Not three words.
  case shape(String)
  /// The first word is no chemistry.
  case chemistry(String)
  /// The second word is no count of cells.
  case cells(String)
  /// The third word is no capacity.
  case capacity(String)

  /// A full sentence with an example.
  public var description: String {
    let names = Chemistry.allCases.map(\.rawValue).joined(separator: ", ")
    switch self {
    case .shape(let text):
      return
        "The battery \"\(text)\" is not described by three words: chemistry, cells in series and capacity, such as "
        + "\"lifepo4 4s 6Ah\"."
    case .chemistry(let word): return "The chemistry \"\(word)\" is not known; one of: \(names)."
    case .cells(let word): return "\"\(word)\" is no count of cells in series from 1s to 64s, such as \"4s\"."
    case .capacity(let word): return "\"\(word)\" is no capacity above zero, such as \"6Ah\" or \"2400mAh\"."
    }
  }
}

extension BatteryDescription {
  /// Reads `lifepo4 4s 6Ah`: chemistry, cells in series, capacity on the label. The words may also stand in quotation
  /// with blanks inside the capacity (`6 Ah`).
  public init(parsing text: String) throws(BatteryDescriptionError) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3 || words.count == 4 else { throw .shape(text) }
    guard let chemistry = Chemistry(rawValue: words[0].lowercased()) else { throw .chemistry(words[0]) }
    guard words[1].last == "s" || words[1].last == "S", let cells = Int(words[1].dropLast()), (1...64).contains(cells)
    else { throw .cells(words[1]) }
    let amount = words.dropFirst(2).joined(separator: " ")
    guard let nameplate = try? AmpHours(parsing: amount), nameplate.value > 0, nameplate.isFinite else {
      throw .capacity(amount)
    }
    self.init(chemistry: chemistry, cells: cells, nameplate: nameplate)
  }
}
