/// What came of keys that a page sent to the rig console: the answer of `POST /api/v1/console`.
struct ConsoleDocument: JSONDocument, Equatable {
  /// Names the console in the next request.
  var session: String
  /// To show; lines end with CR LF, a backspace takes a character back.
  var text: String
  /// The owner has left; the session is gone.
  var over: Bool
  /// A run until a key is pressed goes on: ask with `tick` every two seconds.
  var live: Bool
}

/// The body of `POST /api/v1/console`.
struct ConsoleKeys: JSONDocument, Equatable {
  /// The console; nil opens one, and its greeting comes with the answer.
  var session: String?
  /// What was typed since the last request.
  var keys: String?
  /// Nothing was typed; the overview of a run until a key is pressed is asked for.
  var tick: Bool?
}
