/// One I²C bus of the rig.
public struct BusSection: Sendable, Hashable {
  /// What sensors, switches and boards call it.
  public var name: String
  /// The device file, `/dev/i2c-1`.
  public var path: String

  /// A bus by name and path.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  init?(name: String, reading reader: ConfigurationReader) {
    let path = reader.requiredText("path", example: "/dev/i2c-1")
    reader.finish()
    guard let path else { return nil }
    guard path.hasPrefix("/") else {
      reader.report("must be an absolute path such as /dev/i2c-1", at: "path")
      return nil
    }
    self.init(name: name, path: path)
  }
}
