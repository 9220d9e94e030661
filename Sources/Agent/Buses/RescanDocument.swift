/// What a rescan found, as the control socket answers it.
public struct RescanDocument: JSONDocument, Equatable {
  /// One bus.
  public struct BusPart: Codable, Sendable, Equatable {
    /// Its name in the configuration.
    public var name: String
    /// Addresses where somebody answers and nobody is configured.
    public var strangers: [Int]
  }

  /// By name.
  public var buses: [BusPart]

  init(buses: [BusPart]) { self.buses = buses }
}
