internal import Foundation

/// An answer that says no: what is wrong and what to do.
///
///     {"error":{"code":"unknown_op","message":"…"},"v":1}
struct ControlRefusal: Codable, Sendable {
  struct Fault: Codable, Sendable {
    let code: String
    let message: String
  }

  var v = 1
  let error: Fault

  init(code: String, message: String) {
    error = Fault(code: code, message: message)
  }

  /// As sent.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
