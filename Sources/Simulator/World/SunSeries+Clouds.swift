internal import Units

extension SunSeries {
  /// The same series with passing clouds drawn over a part of each day. The clouds are SYNTHETIC: use it to show how a
  /// rig copes with flicker, not as a record of weather.
  ///
  /// - Parameters:
  ///   - hours: local hours of the day that get clouds.
  ///   - depth: share of the light that the thickest cloud takes, 0–1.
  public func withPassingClouds(hours: Range<Double> = 12.5..<14.5, depth: Double = 0.85, seed: UInt64) -> SunSeries {
    let noise = Noise(seed: seed)
    var clouded = self
    clouded.name = "\(name)+clouds"
    for index in milliwattsPerPeakWatt.indices {
      let local = start.seconds + utcOffset.inSeconds + validAfter + Double(index) * step
      let hour = (local / 3600).truncatingRemainder(dividingBy: 24)
      guard hours.contains(hour) else { continue }
      // A cloud lasts some minutes, its edge a minute: smooth noise with points 4 minutes apart.
      let position = local / 240
      let first = noise.uniform(Int(position))
      let second = noise.uniform(Int(position) + 1)
      let cover = first + (second - first) * (position - position.rounded(.down))
      let shade = cover < 0.45 ? 0 : min(1, (cover - 0.45) * 5) * depth
      clouded.milliwattsPerPeakWatt[index] = UInt16(Double(milliwattsPerPeakWatt[index]) * (1 - shade))
    }
    return clouded
  }
}
