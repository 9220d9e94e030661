/// Something that takes bytes from outside, with the rules that hold whatever the bytes are.
protocol FuzzTarget {
  /// As the command line names it, and its corpus.
  static var name: String { get }
  /// Pieces that mean something to it: mutations put them in.
  static var words: [[UInt8]] { get }
  /// Longest input that is made.
  static var longest: Int { get }

  init()

  /// Runs an input to its end and judges it. The same input always does the same.
  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation)
}

extension FuzzTarget {
  static var longest: Int { 400 }
}
