import Chip
import Mailbox

/// The hash alone, for the measurements and the proof of the kernel: takes jobs from a mailbox in RAM that the simulator
/// fills, and leaves the answers there. Not for a board.
nonisolated(unsafe) private var search = Search(kernel: BoardKernel())
nonisolated(unsafe) private var job = Job()

@_cdecl("main")
public func main() -> Int16 {
  while true {
    while mailbox_state() != 1 {}
    readJob()
    mailbox_set_state(2)
    search.begin(&job)
    var state = SearchState.searching
    while state == .searching { state = search.step() }
    mailbox_answer(search.nonce)
    mailbox_set_state(state == .found ? 3 : 4)
  }
}

private func readJob() {
  var index: UInt8 = 0
  while index < 40 {
    job.previous[index] = mailbox_byte(index)
    index &+= 1
  }
  while index < 60 {
    job.expected[index &- 40] = mailbox_byte(index)
    index &+= 1
  }
  job.difficulty = UInt16(mailbox_byte(60)) | UInt16(mailbox_byte(61)) << 8
}
