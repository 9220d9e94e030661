internal import CLinuxBus
internal import Synchronization

/// A requested line; released when the last reference goes.
final class LinuxGPIOLine: GPIOOutput, GPIOInput {
  private let line: GPIOLine
  private let handle: Mutex<Handle>

  /// `@unchecked Sendable`: the pointer is used only inside the mutex that owns it.
  private struct Handle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  init(_ pointer: OpaquePointer, _ line: GPIOLine) {
    self.line = line
    self.handle = Mutex(Handle(pointer: pointer))
  }

  deinit { handle.withLock { clb_gpio_release($0.pointer) } }

  func set(_ active: Bool) throws(BusError) {
    let result = handle.withLock { clb_gpio_set($0.pointer, active) }
    guard result >= 0 else { throw .failed("Driving \(line)", -result) }
  }

  func get() throws(BusError) -> Bool {
    let result = handle.withLock { clb_gpio_get($0.pointer) }
    guard result >= 0 else { throw .failed("Reading \(line)", -result) }
    return result == 1
  }
}
