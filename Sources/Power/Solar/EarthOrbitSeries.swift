/// The leading terms of the planetary theory VSOP87 for the earth, and of the nutation, as in Reda and Andreas, "Solar
/// Position Algorithm for Solar Radiation Applications", NREL/TP-560-34302 (2008), tables A4.2 and A4.3.
///
/// Terms under 1e-6 rad (longitude, latitude) and 1.5e-5 au (radius) are left out: together they move the sun by less
/// than 0.001° between 1900 and 2200.
enum EarthOrbitSeries {
  /// `amplitude · cos(phase + rate · t)`, amplitude in 1e-8 rad or au, t in thousands of Julian years from J2000.
  struct Term {
    var amplitude: Double
    var phase: Double
    var rate: Double

    init(_ amplitude: Double, _ phase: Double, _ rate: Double) {
      self.amplitude = amplitude
      self.phase = phase
      self.rate = rate
    }
  }

  static let longitude0 = [
    Term(175347046, 0, 0),
    Term(3341656, 4.669257, 6283.07585),
    Term(34894, 4.6261, 12566.1517),
    Term(3497, 2.7441, 5753.3849),
    Term(3418, 2.8289, 3.5231),
    Term(3136, 3.6277, 77713.7715),
    Term(2676, 4.4181, 7860.4194),
    Term(2343, 6.1352, 3930.2097),
    Term(1324, 0.7425, 11506.7698),
    Term(1273, 2.0371, 529.691),
    Term(1199, 1.1096, 1577.3435),
    Term(990, 5.233, 5884.927),
    Term(902, 2.045, 26.298),
    Term(857, 3.508, 398.149),
    Term(780, 1.179, 5223.694),
    Term(753, 2.533, 5507.553),
    Term(505, 4.583, 18849.228),
    Term(492, 4.205, 775.523),
    Term(357, 2.92, 0.067),
    Term(317, 5.849, 11790.629),
    Term(284, 1.899, 796.298),
    Term(271, 0.315, 10977.079),
    Term(243, 0.345, 5486.778),
    Term(206, 4.806, 2544.314),
    Term(205, 1.869, 5573.143),
    Term(202, 2.458, 6069.777),
    Term(156, 0.833, 213.299),
    Term(132, 3.411, 2942.463),
    Term(126, 1.083, 20.775),
    Term(115, 0.645, 0.98),
    Term(103, 0.636, 4694.003),
    Term(102, 0.976, 15720.839),
    Term(102, 4.267, 7.114),
    Term(99, 6.21, 2146.17),
    Term(98, 0.68, 155.42),
  ]

  static let longitude1 = [
    Term(628331966747, 0, 0),
    Term(206059, 2.678235, 6283.07585),
    Term(4303, 2.6351, 12566.1517),
    Term(425, 1.59, 3.523),
    Term(119, 5.796, 26.298),
    Term(109, 2.966, 1577.344),
    Term(93, 2.59, 18849.23),
    Term(72, 1.14, 529.69),
    Term(68, 1.87, 398.15),
    Term(67, 4.41, 5507.55),
  ]

  static let longitude2 = [
    Term(52919, 0, 0),
    Term(8720, 1.0721, 6283.0758),
    Term(309, 0.867, 12566.152),
  ]

  static let latitude0 = [
    Term(280, 3.199, 84334.662),
    Term(102, 5.422, 5507.553),
    Term(80, 3.88, 5223.69),
  ]

  static let radius0 = [
    Term(100013989, 0, 0),
    Term(1670700, 3.098463, 6283.07585),
    Term(13956, 3.05525, 12566.1517),
    Term(3084, 5.1985, 77713.7715),
    Term(1628, 1.1739, 5753.3849),
    Term(1576, 2.8469, 7860.4194),
  ]

  static let radius1 = [
    Term(103019, 1.10749, 6283.07585),
    Term(1721, 1.0644, 12566.1517),
  ]

  /// Multiples of the five fundamental arguments, then longitude (constant, per century) and obliquity (constant, per
  /// century), in 0.0001″.
  static let nutation: [(multiples: [Double], longitude: (Double, Double), obliquity: (Double, Double))] = [
    ([0, 0, 0, 0, 1], (-171996, -174.2), (92025, 8.9)),
    ([-2, 0, 0, 2, 2], (-13187, -1.6), (5736, -3.1)),
    ([0, 0, 0, 2, 2], (-2274, -0.2), (977, -0.5)),
    ([0, 0, 0, 0, 2], (2062, 0.2), (-895, 0.5)),
    ([0, 1, 0, 0, 0], (1426, -3.4), (54, -0.1)),
  ]
}
