internal import Units

extension SunSeries {
  /// Reads a series from comma-separated text with the columns `utc_time`, `temp_air_c` and `pv_w_per_wp`, evenly
  /// spaced.
  ///
  /// - Parameter validAfter: seconds into a step at which a point holds; nil is half a step.
  /// - Returns: nil when a column is missing, a number cannot be read or there are fewer than two rows.
  public init?(csv text: String, name: String, origin: String, utcOffset: Duration, validAfter: Double? = nil) {
    var lines = text.split(whereSeparator: \.isNewline)
    guard lines.count > 2 else { return nil }
    let header = lines.removeFirst().split(separator: ",")
    guard let time = header.firstIndex(of: "utc_time"), let power = header.firstIndex(of: "pv_w_per_wp"),
      let air = header.firstIndex(of: "temp_air_c")
    else { return nil }
    var times: [UnixTime] = []
    var watts: [UInt16] = []
    var temperatures: [Int16] = []
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == header.count, let stamp = UnixTime(iso8601: String(fields[time])),
        let yield = Double(fields[power]), let celsius = Double(fields[air]), yield >= 0, yield < 60
      else { return nil }
      times.append(stamp)
      watts.append(UInt16((yield * 1000).rounded()))
      temperatures.append(Int16((celsius * 10).rounded()))
    }
    let step = times[1].seconds - times[0].seconds
    guard step > 0 else { return nil }
    self.init(
      name: name, origin: origin, start: times[0], utcOffset: utcOffset, step: step,
      validAfter: validAfter ?? step / 2, milliwattsPerPeakWatt: watts, airTenths: temperatures)
  }
}
