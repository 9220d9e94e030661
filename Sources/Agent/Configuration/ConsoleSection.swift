/// Doors of the rig console beside the control socket.
public struct ConsoleSection: Sendable, Hashable {
  /// A serial line or USB gadget, 115200 bit/s, 8N1; nil: none.
  public var serial: String?

  /// No door.
  public init() {}

  init(reading reader: ConfigurationReader?) {
    guard let reader else { return }
    serial = reader.text("serial")
    if let serial, !serial.hasPrefix("/dev/") {
      reader.report("must be a device, such as /dev/ttyGS0", at: "serial")
    }
    if serial == nil, !reader.has("serial") { reader.missing("serial", "/dev/ttyGS0") }
    reader.finish()
  }
}
