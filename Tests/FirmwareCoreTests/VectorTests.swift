import FirmwareCore
import Testing

@Suite("Vectors that the host and the chip share")
struct VectorTests {
  @Test("A search gives the nonce of the vector", arguments: Vectors.jobs)
  func searches(_ line: Vectors.JobLine) {
    var job = Job()
    for (index, byte) in line.previous.enumerated() { job.previous[UInt8(index)] = byte }
    for (index, byte) in line.expected.enumerated() { job.expected[UInt8(index)] = byte }
    job.difficulty = line.difficulty
    var search = Search(kernel: PortableKernel())
    search.begin(&job)
    var state = SearchState.searching
    while state == .searching { state = search.step() }
    #expect(state == (line.answer == nil ? .notFound : .found))
    #expect(search.nonce == line.answer ?? UInt32(line.difficulty) * 100 + 1)
  }

  @Test("A transaction gets the answer of the vector", arguments: Vectors.wires)
  func talks(_ line: Vectors.WireLine) throws {
    let board = HostBoard()
    var address: UInt8 = 42
    for step in line.steps {
      if step == "?" {
        board.finish()
      } else if step.hasPrefix("=") {
        address = UInt8(step.dropFirst())!
      } else {
        for part in step.split(separator: "&") { try transfer(part, board, address, step) }
        board.pass()
      }
    }
  }

  private func transfer(_ part: Substring, _ board: HostBoard, _ address: UInt8, _ step: String) throws {
    let body = part.dropFirst()
    if part.hasPrefix(">!") {
      let bytes = Vectors.bytes(body.dropFirst())
      #expect(board.write(bytes, to: address) == 32, "\(step)")
    } else if part.hasPrefix(">") {
      let bytes = Vectors.bytes(body)
      #expect(board.write(bytes, to: address) == bytes.count, "\(step)")
    } else {
      let answer = try #require(board.read(body.count / 2, from: address))
      let wanted = Array(body)
      for (index, byte) in answer.enumerated() where wanted[2 * index] != "." {
        #expect(byte == UInt8(String(wanted[2 * index...2 * index + 1]), radix: 16), "byte \(index) of \(step)")
      }
    }
  }
}
