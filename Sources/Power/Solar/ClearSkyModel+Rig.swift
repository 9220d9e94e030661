public import Units

extension Observer {
  /// A rig's place.
  public init(_ place: RigDescription.Place) {
    self.init(
      latitude: Degrees(place.latitude), longitude: Degrees(place.longitude), elevation: place.elevation)
  }
}

extension ClearSkyModel {
  /// The clear sky over a rig's place on its panel; without tilt and azimuth it faces the equator at the latitude's angle.
  init(place: RigDescription.Place, panel: RigDescription.Panel) {
    let observer = Observer(place)
    var plane = PanelPlane(for: observer)
    plane.tilt = panel.tilt ?? plane.tilt
    plane.azimuth = panel.azimuth ?? plane.azimuth
    self.init(observer: observer, plane: plane)
  }
}
