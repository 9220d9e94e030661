/// One output line, requested for this process until it is released.
public protocol GPIOOutput: Sendable {
  /// Drives the line; `true` is the active level, whatever voltage that is.
  func set(_ active: Bool) throws(BusError)
  /// What the line was last driven to, read back where the backend can.
  func get() throws(BusError) -> Bool
}
