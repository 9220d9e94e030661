internal import Units

extension SunSeries {
  /// A dark midwinter week south of the Alps, hourly satellite values: the test of patience.
  ///
  /// Source: PVGIS 5.3 typical meteorological year 2005–2023, SARAH3 and ERA5 (© European Union, reuse with
  /// acknowledgement); panel facing south at 45°.
  public static let piedmont = SunSeries(
    name: "piedmont",
    origin:
      "PVGIS 5.3 typical year 2005-2023 at 45 N 8 E, 18 to 24 December, hourly; (c) European Union, reuse with acknowledgement",
    start: UnixTime(seconds: 1702854000), utcOffset: .hours(1), step: 3600, validAfter: 634,
    milliwattsPerPeakWatt: piedmontMilliwatts, airTenths: piedmontAirTenths)

  // swift-format-ignore
  private static let piedmontMilliwatts: [UInt16] = [
      0, 0, 0, 0, 0, 0, 0, 0, 0, 402, 664, 810, 875, 871, 745, 579, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 123, 67, 66, 97, 56, 35, 321, 27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 71, 44, 144, 32, 89, 68,
      25, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 66, 69, 62, 81, 746, 320, 25, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 403, 688, 797, 861, 842, 725, 545, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 441, 674, 794, 857, 840, 726, 555, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 184, 204, 556, 792,
      536, 729, 554, 26, 0, 0, 0, 0, 0, 0, 0,
  ]

  // swift-format-ignore
  private static let piedmontAirTenths: [Int16] = [
      -11, -6, -8, -10, -16, -17, -18, -17, -19, -16, 2, 21, 37, 48, 54, 51, 40, 24, 7, 8, -1, -7, -2, -18, -15, -16,
      -15, -18, -16, -9, -7, -8, -3, 1, 8, 12, 13, 12, 10, 11, 10, 9, 9, 10, 9, 9, 10, 11, 12, 13, 13, 14, 17, 19, 21,
      22, 26, 30, 33, 37, 42, 45, 45, 45, 45, 43, 42, 41, 42, 43, 42, 42, 43, 43, 45, 46, 46, 46, 46, 45, 47, 49, 53,
      63, 71, 74, 82, 84, 82, 71, 64, 56, 48, 42, 36, 24, 19, 16, 16, 18, 18, 24, 25, 26, 5, 8, 20, 54, 75, 93, 103,
      105, 99, 91, 82, 75, 38, 28, 25, 21, 18, 12, 6, 6, 5, 7, 3, 3, 2, 8, 24, 52, 74, 89, 97, 97, 89, 79, 72, 62, 41,
      31, 20, 13, 8, 3, -1, -2, -3, -1, -4, -6, 0, 4, 24, 59, 80, 94, 102, 103, 94, 77, 37, 25, 38, 27, 20, 24,
  ]
}
