public import Bus
internal import Glibc
internal import Units

/// A directory that looks like one of the kernel's hardware monitors and shows the true state of a world, for programs
/// that read files and not registers.
///
///     name  in1_input (battery, mV)  in2_input (panel, mV)  curr1_input (into the battery, mA)
///     curr2_input (out of the panel, mA)  curr3_input (into the load, mA)  temp1_input (battery, m°C)
///
/// Each refresh replaces the files, so a reader must open them anew, as one does in sysfs.
/// Source: Linux kernel, Documentation/hwmon/sysfs-interface.rst.
public struct HwmonDirectory: Sendable {
  /// The directory.
  public let path: String
  private let world: SimulatedWorld

  /// Makes the directory and fills it.
  public init(path: String, world: SimulatedWorld) throws(BusError) {
    self.path = path
    self.world = world
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Self.failure(path) }
    try write("name", "simulated")
    try refresh()
  }

  /// Brings all files up to the world's present.
  public func refresh() throws(BusError) {
    let state = world.electrical()
    try write("in1_input", state.battery.value)
    try write("in2_input", state.panel.value)
    try write("curr1_input", state.batteryCurrent.value)
    try write("curr2_input", state.panelCurrent.value)
    try write("curr3_input", state.loadCurrent.value)
    try write("temp1_input", state.temperature.value)
  }

  /// Thousandths, as the kernel shows volts, amperes and degrees.
  private func write(_ name: String, _ value: Double) throws(BusError) {
    try write(name, String(Int((value * 1000).rounded())))
  }

  /// Under another name first, so that nobody reads half a number.
  private func write(_ name: String, _ text: String) throws(BusError) {
    let file = "\(path)/\(name)"
    let draft = "\(path)/.\(name)"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(draft) }
    let bytes = Array("\(text)\n".utf8)
    let count = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard count == bytes.count, rename(draft, file) == 0 else { throw Self.failure(file) }
  }

  private static func failure(_ path: String) -> BusError {
    .cannotOpen(path: path, errno: errno, reason: String(cString: strerror(errno)))
  }
}
