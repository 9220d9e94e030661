internal import Bus
internal import Glibc

/// A rig that has nothing: for asking a driver what it could tell, without opening anything.
struct NoHardware: RigHardware, GPIOProvider {
  var gpio: any GPIOProvider { self }

  func i2cBus(at path: String) throws(BusError) -> any I2CBus { throw Self.nothing(path) }

  func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
    throw Self.nothing("\(line)")
  }

  func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput { throw Self.nothing("\(line)") }

  private static func nothing(_ path: String) -> BusError {
    .cannotOpen(path: path, errno: ENODEV, reason: "there is no hardware")
  }
}
