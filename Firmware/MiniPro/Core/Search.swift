/// The search loop: nonces in rising order, ten a step, so that its owner can look at the bus in between.
public struct Search<Kernel: HashKernel> {
  /// The hash.
  public var kernel: Kernel
  /// While searching the first nonce not yet tried; the answer when found; else the number of nonces tried.
  public private(set) var nonce: UInt32 = 0
  private var text = DecimalNonce()
  private var highest: UInt32 = 0

  /// A search that has no job yet.
  public init(kernel: Kernel) { self.kernel = kernel }

  /// Starts at nonce 0 of `job`.
  public mutating func begin(_ job: inout Job) {
    nonce = 0
    text = DecimalNonce()
    highest = job.highestNonce
    kernel.prepare(&job)
  }

  /// Tries the next ten nonces, or what is left.
  /// - Returns: `.searching`, `.found` or `.notFound`.
  public mutating func step() -> SearchState {
    let left = highest &- nonce
    let last: UInt8 = left < 9 ? UInt8(truncatingIfNeeded: left) : 9
    let digit = kernel.search(&text, through: last)
    if digit != 255 {
      nonce &+= UInt32(digit)
      return .found
    }
    nonce &+= UInt32(last) &+ 1
    if nonce > highest { return .notFound }
    text.addTen()
    return .searching
  }
}
