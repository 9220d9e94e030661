extension SunSeries {
  /// The days that come with the simulator, the default first.
  public static var catalogue: [SunSeries] { [alamosa, greensboro, piedmont] }

  /// A day of the catalogue by its name.
  public static func named(_ name: String) -> SunSeries? { catalogue.first { $0.name == name } }
}
