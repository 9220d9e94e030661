/// Powers in watts that are constant over one step of the integration.
struct PowerFlow: Sendable {
  var available = 0.0
  var harvested = 0.0
  var chargerLoss = 0.0
  var standby = 0.0
  /// Into the battery's terminals.
  var battery = 0.0
  /// Into the battery's chemistry, at open-circuit voltage.
  var stored = 0.0
  var regulatorLoss = 0.0
  var host = 0.0
  /// Into the battery.
  var amps = 0.0
  /// At the battery's terminals.
  var volts = 0.0
}
