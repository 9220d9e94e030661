public import Units

/// The parts before a channel, as far as the configuration tells them.
public enum ChannelWiring: Sendable, Hashable {
  /// From the measured voltage to the pin, and from there to ground.
  case divider(upper: Ohms, lower: Ohms)
  /// With the largest current that the owner expects; nil: as much as is measured.
  case shunt(Ohms, largest: Amps?)
}
