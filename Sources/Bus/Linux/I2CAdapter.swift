internal import Glibc
public import Units

/// What the kernel says of the adapter behind a device file such as `/dev/i2c-1`.
///
/// Sources: Documentation/ABI/testing/sysfs-bus-i2c-devices; the device tree's `clock-frequency` (i2c.txt), a big-endian
/// 32-bit number of hertz.
public struct I2CAdapter: Sendable, Hashable {
  private let name: Substring

  /// An adapter by its device file, a link to one included.
  public init(path: String) {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let real = realpath(path, &buffer).map { String(cString: $0) } ?? path
    name = real.split(separator: "/").last ?? ""
  }

  /// The clock of the wire, where the device tree says it. i2c-dev cannot change it: that is the device tree's or the
  /// driver's matter.
  public var speed: Hertz? {
    let file = open("/sys/class/i2c-dev/\(name)/device/of_node/clock-frequency", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = [0, 0, 0, 0]
    guard read(file, &bytes, 4) == 4 else { return nil }
    return Hertz(Double(bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }))
  }

  /// Addresses that a driver of the kernel holds, with its name; they are its own and left alone.
  public var drivers: [I2CAddress: String] {
    guard name.hasPrefix("i2c-") else { return [:] }
    let prefix = "\(name.dropFirst(4))-"
    var found: [I2CAddress: String] = [:]
    for entry in Self.entries(of: Self.devices) where entry.hasPrefix(prefix) {
      guard let value = Int(entry.dropFirst(prefix.count), radix: 16), let address = I2CAddress(value),
        let driver = Self.driver(of: entry)
      else { continue }
      found[address] = driver
    }
    return found
  }

  private static let devices = "/sys/bus/i2c/devices"

  private static func driver(of device: String) -> String? {
    var target = [CChar](repeating: 0, count: 256)
    let count = readlink("\(devices)/\(device)/driver", &target, target.count)
    guard count > 0 else { return nil }
    let path = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").last.map(String.init)
  }

  private static func entries(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { _ = closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}
