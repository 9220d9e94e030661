/// What an owner orders by hand. Everything yields to the safety floor.
public enum OverrideOrder: Sendable, Hashable {
  /// So many boards run, chosen by priority, whatever the plan says.
  case boards(Int)
  /// One board runs whatever the plan says, or does not run.
  case board(String, isOn: Bool)
  /// All boards run.
  case boost
  /// Nothing runs.
  case pause
  /// The battery is kept for the host: boards run only while it is full and the sun would be lost.
  case night
  /// The plan alone decides: takes back every other order, and the schedule does not count meanwhile.
  case auto
  /// At most so many pool connections, and so many boards with them.
  case connections(Int)

  /// What an order is about: of two orders about the same, the newer one counts.
  public enum Subject: Sendable, Hashable {
    /// How the rig as a whole runs: boards, boost, pause, night, auto.
    case mode
    /// One board.
    case board(String)
    /// The number of connections.
    case connections
  }

  /// What it is about.
  public var subject: Subject {
    switch self {
    case .boards, .boost, .pause, .night, .auto: .mode
    case .board(let name, _): .board(name)
    case .connections: .connections
    }
  }

  /// It makes boards run that would otherwise rest: refused below the floor, and ended by it.
  public var runsBoards: Bool {
    switch self {
    case .boards(let count): count > 0
    case .board(_, let isOn): isOn
    case .boost: true
    case .pause, .night, .auto, .connections: false
    }
  }

  /// It can only make the rig do less: such an order may stand without an end.
  public var onlyRestricts: Bool {
    switch self {
    case .boards(let count): count == 0
    case .board(_, let isOn): !isOn
    case .pause, .night, .connections: true
    case .boost, .auto: false
    }
  }

  /// As an owner types it: `boards 3`, `board b1 on`.
  public var words: String {
    switch self {
    case .boards(let count): "boards \(count)"
    case .board(let name, let isOn): "board \(name) \(isOn ? "on" : "off")"
    case .boost: "boost"
    case .pause: "pause"
    case .night: "night"
    case .auto: "auto"
    case .connections(let count): "connections \(count)"
    }
  }

  /// What it does, as a clause.
  public var meaning: String {
    switch self {
    case .boards(let count): count == 1 ? "1 board runs" : "\(count) boards run"
    case .board(let name, let isOn): "board \(name) \(isOn ? "runs" : "rests")"
    case .boost: "all boards run"
    case .pause: "mining is paused"
    case .night: "the battery is kept for the host"
    case .auto: "the plan alone decides"
    case .connections(let count): "at most \(count) pool connection\(count == 1 ? "" : "s")"
    }
  }
}

extension OverrideOrder: Codable {
  /// The keys of an order in JSON: `{"order":"boards","count":3}`, `{"order":"board","board":"b1","on":true}`.
  enum CodingKeys: String, CodingKey {
    case order, count, board, on
  }

  private enum Word: String, Codable {
    case boards, board, boost, pause, night, auto, connections
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self =
      switch try values.decode(Word.self, forKey: .order) {
      case .boards: .boards(try values.decode(Int.self, forKey: .count))
      case .board:
        .board(try values.decode(String.self, forKey: .board), isOn: try values.decode(Bool.self, forKey: .on))
      case .boost: .boost
      case .pause: .pause
      case .night: .night
      case .auto: .auto
      case .connections: .connections(try values.decode(Int.self, forKey: .count))
      }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .boards(let count), .connections(let count):
      try values.encode(subject == .mode ? Word.boards : .connections, forKey: .order)
      try values.encode(count, forKey: .count)
    case .board(let name, let isOn):
      try values.encode(Word.board, forKey: .order)
      try values.encode(name, forKey: .board)
      try values.encode(isOn, forKey: .on)
    case .boost, .pause, .night, .auto: try values.encode(words, forKey: .order)
    }
  }
}
