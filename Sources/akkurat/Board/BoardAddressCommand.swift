import Agent
import ArgumentParser
import Bus
import Mining

/// `akkurat board address`
struct BoardAddressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "address",
    abstract: "Gives a board another address, for good.",
    discussion: """
      Looks first that one board answers at the old address and nobody at the new one, and afterwards that it moved. \
      Exit codes: 1 refused or not moved, 64 wrong usage, 69 nobody answers, 75 an agent runs or the board is busy, 77 \
      not permitted.
      """)

  @OptionGroup var place: BoardPlace

  @Option(help: "The new address, decimal or 0x….")
  var to: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() throws {
    let target = try BoardPlace.address(to)
    let found = try place.open()
    try refuseKnown(target, found)
    do {
      let change = try BoardReaddressing(from: found.address, to: target)
      let portrait = try change.check(over: found.line)
      try confirm(portrait, change)
      try change.perform(over: found.line)
    } catch let failure as BoardServiceFailure {
      throw failure.told()
    }
    print("The board answers at \(target) now, and no longer at \(found.address).")
    if let section = found.section {
      print("Write \"address: \(target.value)\" for board \(section.name) in the rig's file.")
    }
  }

  /// A board or sensor that is switched off answers no probe, but it will.
  private func refuseKnown(_ target: I2CAddress, _ found: BoardPlace.Found) throws {
    let board = found.rig?.boards.first { board in
      board.address == target
        && found.rig?.buses.contains { $0.name == board.bus && $0.path == found.path } == true
    }
    let holder = BoardPlace.holder(of: target, found.path, found.rig) ?? board.map { "board \($0.name)" }
    guard let holder else { return }
    StandardError.print("The address \(target) on \(found.path) belongs to \(holder); take another.")
    throw ExitCode.failure
  }

  private func confirm(_ portrait: BoardPortrait, _ change: BoardReaddressing) throws {
    guard !yes else { return }
    let chip = portrait.chip.map { " (\($0))" } ?? ""
    print("The board at \(change.old)\(chip) will answer at \(change.new) from now on. Go on? [y/N] ", terminator: "")
    guard ["y", "yes"].contains(readLine()?.lowercased() ?? "") else {
      StandardError.print("Nothing was changed.")
      throw ExitCode.failure
    }
  }
}
