import ArgumentParser

/// `akkurat board`
struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Looks after one board: flash it, number it, test it, ask it.",
    discussion: """
      From a bare board to a mining one:

        akkurat board flash --serial /dev/ttyUSB0 --clock 16
        akkurat scan --bus /dev/i2c-1
        akkurat board address 8 --to 42 --bus /dev/i2c-1
        akkurat board test 42 --bus /dev/i2c-1
        akkurat check --config rig.yaml

      Nothing is done while an agent runs the rig. Exit codes: 1 refused, or a wrong answer, 64 wrong usage, 69 no board, \
      no bus or no avrdude, 75 an agent runs or the board is busy, 77 not permitted.
      """,
    subcommands: [
      BoardInfoCommand.self, BoardTestCommand.self, BoardAddressCommand.self, BoardFlashCommand.self,
    ])
}
