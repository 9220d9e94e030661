import Bus
import Glibc
import Simulator
import Testing
import Units

@Suite("Files like a hardware monitor's")
struct HwmonDirectoryTests {
  @Test("They show millivolts, milliamperes and millidegrees of the world, anew at each refresh")
  func files() throws {
    let clock = ManualTimebase()
    let world = SimulatedWorld(WorldDescription(), timebase: clock)
    let directory = try HwmonDirectory(path: "/tmp/akkurat-hwmon-\(getpid())", world: world)
    let read = { (name: String) in try SysfsAttribute(path: "\(directory.path)/\(name)").read() }
    #expect(try read("name") == "simulated")
    #expect(try read("temp1_input") == "18000")
    #expect(try read("in1_input") == String(Int((world.electrical().battery.value * 1000).rounded())))
    #expect(try read("curr1_input").hasPrefix("-"))
    clock.advance(by: .hours(12))
    try directory.refresh()
    #expect(Double(try read("curr2_input")) ?? 0 > 300)
    #expect(throws: BusError.self) { try HwmonDirectory(path: "/proc/nowhere", world: world) }
  }
}
