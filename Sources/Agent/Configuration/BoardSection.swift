public import Bus
public import Mining
public import Units

/// One Mini Pro.
public struct BoardSection: Sendable, Hashable {
  /// The owner's name for it.
  public var name: String
  /// The bus it sits on.
  public var bus: String
  /// Its address there.
  public var address: I2CAddress
  /// The language it speaks; set here, checked by a probe, never guessed from the address.
  public var dialect: BoardDialect
  /// The switch that feeds it; nil when it is always powered, also where a switch of type `sleep` puts it to sleep.
  public var supply: String?
  /// What it draws while it mines.
  public var draw: Watts
  /// Answers are held back so that the effective rate stays below this; nil for no limit.
  public var rateLimit: HashRate?
  /// What it draws while it waits; by the chip's data sheet when nil.
  public var idleDraw: Watts?
  /// Smaller starts first and stops last; the order in the file decides among equals.
  public var priority: Int

  init?(reading reader: ConfigurationReader, draw: Watts) {
    let name = reader.requiredText("name", example: "b1")
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    let dialect = reader.requiredChoice("dialect", of: BoardDialect.self)
    supply = reader.text("switch")
    self.draw = reader.quantity("power", as: Watts.self, in: Watts(0.001)...Watts(50)) ?? draw
    let limit = reader.quantity("rate_limit", as: HashRate.self, in: HashRate(1)...HashRate(1e6))
    idleDraw = reader.quantity("idle_power", as: Watts.self, in: Watts(0)...Watts(50))
    if let idleDraw, idleDraw > self.draw {
      reader.report("\(idleDraw) while it waits is more than power, \(self.draw) while it mines", at: "idle_power")
    }
    priority = reader.integer("priority", in: 0...1000) ?? 0
    reader.finish()
    guard let name, let bus, let address, let dialect else { return nil }
    self.name = name
    self.bus = bus
    self.address = address
    self.dialect = dialect
    rateLimit = limit ?? dialect.usualRateLimit
  }
}
