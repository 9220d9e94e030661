internal import Units

/// One line of an export: a time, what it is about, and values.
struct ExportRecord {
  enum Value {
    case number(Double)
    case integer(Int)
    case text(String)
    case nothing
  }

  let time: UnixTime
  /// What the line is about; in line protocol a tag.
  var tags: [(name: String, value: String)] = []
  var fields: [(name: String, value: Value)]

  /// The first line of a CSV file.
  var heading: String { (["time"] + tags.map(\.name) + fields.map(\.name)).joined(separator: ",") }

  func line(_ format: HistoryExport.Format, table: String) -> String {
    switch format {
    case .csv: csv
    case .jsonl: json
    case .influx: influx(table)
    }
  }

  private var csv: String {
    let values = [Self.stamp(time)] + tags.map { Self.quoted($0.value) }
    return
      (values
      + fields.map { field in
        switch field.value {
        case .number(let number): Self.text(number)
        case .integer(let number): "\(number)"
        case .text(let text): Self.quoted(text)
        case .nothing: ""
        }
      }).joined(separator: ",")
  }

  private var json: String {
    let values = fields.compactMap { field -> String? in
      switch field.value {
      case .number(let number): "\"\(field.name)\":\(Self.text(number))"
      case .integer(let number): "\"\(field.name)\":\(number)"
      case .text(let text): "\"\(field.name)\":\(Self.escaped(text))"
      case .nothing: nil
      }
    }
    let head = ["\"time\":\"\(Self.stamp(time))\""] + tags.map { "\"\($0.name)\":\(Self.escaped($0.value))" }
    return "{" + (head + values).joined(separator: ",") + "}"
  }

  private func influx(_ table: String) -> String {
    let values = fields.compactMap { field -> String? in
      switch field.value {
      case .number(let number): "\(field.name)=\(Self.text(number))"
      case .integer(let number): "\(field.name)=\(number)i"
      case .text(let text):
        "\(field.name)=\"\(Self.with(text, escaping: ["\\", "\""]).split(separator: "\n").joined(separator: " "))\""
      case .nothing: nil
      }
    }
    let names = tags.filter { !$0.value.isEmpty }
      .map { ",\($0.name)=\(Self.with($0.value, escaping: [",", "=", " "]))" }.joined()
    return "\(table)\(names) \(values.joined(separator: ",")) \(Int((time.seconds * 1000).rounded()) * 1_000_000)"
  }

  /// Milliseconds only where there are some.
  private static func stamp(_ time: UnixTime) -> String {
    let milliseconds = Int((time.seconds * 1000).rounded())
    let rest = ((milliseconds % 1000) + 1000) % 1000
    let whole = UnixTime(seconds: Double((milliseconds - rest) / 1000)).description
    return rest == 0 ? whole : whole.dropLast() + "." + "\(1000 + rest)".dropFirst() + "Z"
  }

  /// Six decimals at most, no exponent.
  private static func text(_ number: Double) -> String {
    guard number.isFinite else { return "0" }
    var text = Decimal.fixed(number, 6)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "-0" ? "0" : text
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func escaped(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case _ where scalar.value < 0x20: " "
      default: String(scalar)
      }
    }
    return "\"" + body.joined() + "\""
  }

  private static func with(_ text: String, escaping marks: Set<Character>) -> String {
    text.map { marks.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
