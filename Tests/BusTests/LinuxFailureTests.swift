import Bus
import Testing

@Suite("Linux backends")
struct LinuxFailureTests {
  @Test("a missing adapter is named with its path and errno")
  func missing() {
    #expect(throws: BusError.cannotOpen(path: "/dev/i2c-none", errno: 2, reason: "No such file or directory")) {
      try LinuxI2CBus(path: "/dev/i2c-none")
    }
  }

  @Test("a file that is no adapter is refused")
  func noAdapter() {
    #expect(throws: BusError.self) { try LinuxI2CBus(path: "/dev/null") }
  }

  @Test("a missing chip, SPI device and serial line are refused")
  func others() {
    #expect(throws: BusError.self) {
      try LinuxGPIO().output(GPIOLine(chip: "/dev/gpiochip-none", offset: 1), initially: false)
    }
    #expect(throws: BusError.self) { try LinuxSPIDevice(path: "/dev/spidev-none", maximumHertz: 1_000_000) }
    #expect(throws: BusError.self) { try LinuxSerialPort(path: "/dev/tty-none", baud: 38400) }
  }
}
