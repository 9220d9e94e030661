/// What the bus tool may do at an address of a running rig. A value: told who lives there, it says yes or why not.
///
/// A read of a board that works eats a byte of its answer or makes it lose one, so nothing is sent to it at all. A board
/// without supply is never addressed: it would be fed through its bus pins.
struct BusRule: Sendable, Hashable {
  /// Who lives at the address.
  enum Resident: Sendable, Hashable {
    /// A configured board.
    case board(name: String, number: Int, isPowered: Bool, isWorking: Bool, isHeld: Bool)
    /// A configured sensor or expander.
    case part(name: String)
    /// A driver of the kernel.
    case driver
    /// Nobody who is configured.
    case stranger
  }

  /// What is to be done.
  enum Deed: Sendable, Hashable {
    case read, write, readdress
  }

  let resident: Resident

  /// Why not, as a full sentence with the next step; nil where it may be done.
  func refusal(of deed: Deed) -> String? {
    switch resident {
    case .stranger: return nil
    case .driver: return "A driver of the kernel owns this address; ask that driver, or unbind it first."
    case .part(let name):
      guard deed != .read else { return nil }
      return "\"\(name)\" lives here and a write would change what it measures or switches; stop the agent first."
    case .board(let name, let number, let isPowered, let isWorking, let isHeld):
      guard isPowered else {
        return "Board \"\(name)\" has no supply, and nothing is sent to an unpowered board. Let it run "
          + "first: leave with x, then \(number)c."
      }
      guard isHeld else {
        return isWorking
          ? "Board \"\(name)\" mines, and this would disturb it. Take it out of work first with k; ten minutes."
          : "Board \"\(name)\" may get a job at any moment. Take it out of work first with k; ten minutes."
      }
      guard !isWorking else { return "Board \"\(name)\" is still at its last job; try again in some seconds." }
      guard deed != .readdress else {
        return "Board \"\(name)\" is configured at this address. Stop the agent, use \"akkurat board address\", "
          + "and change the configuration."
      }
      return nil
    }
  }
}
