/// What is being done about a bus, in the words every face shows.
enum BusWord {
  /// A word or two.
  static func text(for rung: BusLadder.Rung) -> String {
    switch rung {
    case .calm, .doubtful: "free"
    case .clocked: "stuck, clocked"
    case .reopened: "stuck, opened anew"
    case .searching: "stuck, switching boards off"
    case .returning: "free, switching boards on"
    case .helpless: "stuck without its boards"
    }
  }
}
