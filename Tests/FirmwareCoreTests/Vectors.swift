import Foundation
import Testing

/// The lines of Firmware/MiniPro/vectors.csv, which the tests of the image on a simulated chip read too.
enum Vectors {
  struct JobLine: Sendable, CustomTestStringConvertible {
    let title: String
    let previous: [UInt8]
    let expected: [UInt8]
    let difficulty: UInt16
    let answer: UInt32?
    var testDescription: String { title }
  }

  struct WireLine: Sendable, CustomTestStringConvertible {
    let title: String
    let steps: [String]
    var testDescription: String { title }
  }

  static let jobs: [JobLine] = lines("job").map { fields in
    JobLine(
      title: fields[1], previous: Array(fields[2].utf8), expected: bytes(fields[3]), difficulty: UInt16(fields[4])!,
      answer: UInt32(fields[5]))
  }

  static let wires: [WireLine] = lines("wire").map { fields in
    WireLine(title: fields[1], steps: fields[2].split(separator: " ").map(String.init))
  }

  /// Hexadecimal; `..` and a leading `!` are dropped by the caller.
  static func bytes(_ text: some StringProtocol) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
  }

  private static func lines(_ kind: String) -> [[String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Firmware/MiniPro/vectors.csv").standardizedFileURL
    let text = try! String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").map { $0.split(separator: ";").map(String.init) }.filter { $0[0] == kind }
  }
}
