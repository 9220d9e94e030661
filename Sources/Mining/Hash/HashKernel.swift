internal import CHash

/// A way to search on the host, by the instructions it uses. All give the same answers.
public struct HashKernel: Sendable, Hashable, CustomStringConvertible {
  /// `portable`
  public let name: String
  /// Whether this processor has the instructions.
  public let isSupported: Bool
  private let place: Int

  /// All kernels of this build, the fastest first.
  public static var all: [HashKernel] {
    var count = 0
    let kernels = chash_kernels(&count)
    return (0..<count).map { HashKernel(kernels![$0], place: $0) }
  }

  /// The fastest one this processor supports.
  public static var best: HashKernel { all.first(where: \.isSupported)! }

  private init(_ kernel: chash_kernel, place: Int) {
    name = String(cString: kernel.name)
    isSupported = kernel.is_supported()
    self.place = place
  }

  func search(_ job: UnsafePointer<chash_job>, _ first: UInt64, _ last: UInt64) -> UInt64 {
    var count = 0
    return chash_kernels(&count)![place].search(job, first, last)
  }

  public var description: String { name }
}
