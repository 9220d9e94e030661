internal import Units

/// What browsers and programs may ask of the agent. It has better things to do than to answer.
struct WebLimits: Sendable {
  /// Connections at once, streams among them.
  var connections = 96
  /// Event streams at once.
  var streams = 50
  /// The longest body in bytes.
  var bodyBytes = 8192
  /// The longest head of a request in bytes.
  var headBytes = 16384
  /// Requests of one address in a burst …
  var burst = 120.0
  /// … and in a second for long.
  var perSecond = 25.0
  /// A connection without a whole request is closed after this.
  var idle: Duration = .seconds(30)
  /// A body must have come, and an answer must have gone, after this.
  var patience: Duration = .seconds(90)
  /// The shortest time between two events of a stream.
  var pace: Duration = .seconds(1)
  /// Bytes a second that a stream may take for long.
  var streamBytes = 2000.0
  /// A stream without news says that it lives.
  var heartbeat: Duration = .seconds(15)
  /// Wrong tokens of one address before it must wait.
  var wrongTokens = 4
  /// The longest such wait.
  var longestLock: Duration = .seconds(300)
  /// Reports and histories in the making at once.
  var readings = 2
  /// Addresses remembered.
  var addresses = 512
}
