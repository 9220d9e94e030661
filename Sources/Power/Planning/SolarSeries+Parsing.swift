public import Units

/// Why a series of sun cannot be used.
public enum SolarSeriesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither text nor whole gzip.
  case unreadable
  /// A column is not there.
  case missingColumn(String)
  /// A line cannot be read.
  case badLine(Int, String)
  /// Fewer than two rows.
  case tooShort

  /// Only another file helps.
  public var description: String {
    switch self {
    case .unreadable: "The series is neither text nor whole gzip data; give a .csv or .csv.gz file."
    case .missingColumn(let name):
      "The series has no column \"\(name)\"; its first line must name utc_time and pv_w_per_wp."
    case .badLine(let line, let text): "Line \(line) of the series cannot be read: \"\(text)\"."
    case .tooShort: "The series has fewer than two rows; give at least a day."
    }
  }
}

extension SolarSeries {
  /// Reads a CSV, packed by gzip or plain, with columns `utc_time` (ISO 8601) and `pv_w_per_wp`; others are ignored.
  ///
  /// The step is that of the first two rows.
  public init(csv bytes: [UInt8], label: Label) throws(SolarSeriesError) {
    let plain = Gunzip.isCompressed(bytes) ? try? Gunzip.unpack(bytes) : bytes
    guard let plain else { throw .unreadable }
    let lines = plain.split(whereSeparator: { $0 == 10 || $0 == 13 })
    guard lines.count > 2 else { throw .tooShort }
    let names = Self.fields(lines[0])
    guard let timeColumn = names.firstIndex(of: "utc_time") else { throw .missingColumn("utc_time") }
    guard let column = names.firstIndex(of: "pv_w_per_wp") else { throw .missingColumn("pv_w_per_wp") }
    var rows: [Double] = []
    rows.reserveCapacity(lines.count)
    for index in 1..<lines.count {
      guard let value = Self.number(lines[index], column) else {
        throw .badLine(index + 1, String(decoding: lines[index], as: UTF8.self))
      }
      rows.append(max(0, value))
    }
    let first = try Self.time(lines, 1, timeColumn)
    let second = try Self.time(lines, 2, timeColumn)
    guard second > first else { throw .badLine(3, String(decoding: lines[2], as: UTF8.self)) }
    self.init(start: first, rowStep: second - first, rows: rows, label: label)
  }

  private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func number(_ line: ArraySlice<UInt8>, _ column: Int) -> Double? {
    let parts = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard column < parts.count, let value = Double(String(decoding: parts[column], as: UTF8.self)), value.isFinite
    else {
      return nil
    }
    return value
  }

  private static func time(_ lines: [ArraySlice<UInt8>], _ index: Int, _ column: Int) throws(SolarSeriesError) -> Double
  {
    let parts = fields(lines[index])
    guard column < parts.count, let time = UnixTime(iso8601: parts[column]) else {
      throw .badLine(index + 1, String(decoding: lines[index], as: UTF8.self))
    }
    return time.seconds
  }
}
