public import Units

extension EnergyPlanner {
  /// What the sun may give at a time, W at the bus: the clear sky of today's course, as bright as the sky is believed
  /// to be now. Meant for the hours ahead, not for another season.
  public func expectedSun(at time: UnixTime) -> Double { planner.expectedPower(at: time) }
}
