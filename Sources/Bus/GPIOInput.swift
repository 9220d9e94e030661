/// One input line, requested for this process until it is released.
public protocol GPIOInput: Sendable {
  /// Whether the line is at its active level.
  func get() throws(BusError) -> Bool
}
