public import Units

/// A rig as its owner describes it before a screw is turned: enough to simulate, govern and budget it.
public struct RigDescription: Sendable, Hashable {
  /// Where it stands; `nil` when the owner does not say, then the sun is learned.
  public var place: Place?
  /// The panel; `nil` when unknown, then its power is learned.
  public var panel: Panel?
  /// Charger output over panel power, 0–1.
  public var chargerEfficiency = 0.92
  /// The battery pack.
  public var battery = Pack()
  /// Load power over what the regulator takes from the bus, 0–1.
  public var regulatorEfficiency = 0.90
  /// What charger and protection circuit draw day and night.
  public var standby = Watts(0.1)
  /// The host's draw at the regulator's output.
  public var hostPower = Watts(1)
  /// Boards and the draw of each at the regulator's output.
  public var boardCount = 20
  /// The draw of one board while it mines.
  public var boardPower = Watts(0.12)

  /// The defaults of the reference: 6 Ah LiFePO4, 1 W host, 20 boards of 0.12 W, neither place nor panel.
  public init() {}

  /// A point on earth.
  public struct Place: Sendable, Hashable {
    /// North positive.
    public var latitude: Double
    /// East positive.
    public var longitude: Double
    /// Above sea level.
    public var elevation: Meters

    /// A place.
    public init(latitude: Double, longitude: Double, elevation: Meters = .zero) {
      self.latitude = latitude
      self.longitude = longitude
      self.elevation = elevation
    }
  }

  /// A fixed panel.
  public struct Panel: Sendable, Hashable {
    /// Power at standard test conditions.
    public var peak: Watts
    /// From the horizontal; `nil`: the latitude.
    public var tilt: Degrees?
    /// From north, clockwise; `nil`: towards the equator.
    public var azimuth: Degrees?

    /// A panel.
    public init(peak: Watts, tilt: Degrees? = nil, azimuth: Degrees? = nil) {
      self.peak = peak
      self.tilt = tilt
      self.azimuth = azimuth
    }
  }

  /// The battery and its low-voltage disconnect.
  public struct Pack: Sendable, Hashable {
    /// As written: `nmc lco lifepo4 lead-flooded lead-agm lead-gel nimh`.
    public var chemistry = "lifepo4"
    /// Cells in series.
    public var cells = 4
    /// Nameplate charge.
    public var capacity = AmpHours(6)
    /// Nameplate energy.
    public var energy = WattHours(76.8)
    /// Of the pack, wiring included.
    public var resistance = Ohms(0.08)
    /// The hardware cuts everything off below this state of charge …
    public var disconnect = StateOfCharge(0.2)
    /// … and connects again at this one.
    public var reconnect = StateOfCharge(0.3)
    /// Energy kept over energy charged, 0–1.
    public var chargeEfficiency = 0.96

    /// The reference pack.
    public init() {}
  }

  /// Bus power that the host and `boards` boards take, regulator and standby included.
  public func load(boards: Int) -> Watts {
    (hostPower + boardPower * Double(boards)) / regulatorEfficiency + standby
  }
}
