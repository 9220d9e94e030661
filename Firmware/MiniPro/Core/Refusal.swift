/// Why the last frame was refused: byte 10 of the health reply.
public enum Refusal: UInt8, Sendable {
  /// Nothing was refused since reset.
  case none = 0
  /// The checksum does not fit.
  case checksum = 1
  /// The length does not fit the operation.
  case length = 2
  /// No such operation.
  case unknown = 3
  /// A search is running.
  case searching = 4
  /// START without a complete previous hash.
  case noPreviousHash = 5
  /// A number is out of its range.
  case range = 6
  /// More than 32 bytes in one write.
  case overlong = 7
}
