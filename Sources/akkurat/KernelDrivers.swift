import Bus
import Foundation

/// Which addresses of a bus a driver of the kernel holds. Source: Documentation/ABI/testing/sysfs-bus-i2c-devices.
enum KernelDrivers {
  /// Driver names by address, for a device file such as `/dev/i2c-1`; empty where sysfs says nothing.
  static func onBus(_ path: String) -> [I2CAddress: String] {
    guard let number = path.split(separator: "-").last else { return [:] }
    let folder = "/sys/bus/i2c/devices"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var drivers: [I2CAddress: String] = [:]
    for name in names where name.hasPrefix("\(number)-") {
      guard let value = Int(name.dropFirst(number.count + 1), radix: 16), let address = I2CAddress(value),
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)/driver")
      else { continue }
      drivers[address] = link.split(separator: "/").last.map(String.init) ?? "a driver"
    }
    return drivers
  }
}
