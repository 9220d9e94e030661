import ArgumentParser

/// The command an owner types. Flags in, exit codes out; everything else lives in the rooms below.
@main
struct Akkurat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "akkurat",
    abstract: "Runs an off-grid Duino-Coin rig from the sun.",
    discussion: """
      Start with the simulated rig:   akkurat demo
      Make a configuration:           akkurat init
      Check a configuration:          akkurat check --config rig.yaml
      Run a real rig:                 akkurat run --config rig.yaml
      Look at it:                     akkurat top

      Exit codes: 0 success, 1 failure, 64 wrong usage, 65 a file holds something else than it should, 66 a file cannot
      be read, 69 not available (no agent, no pool, no device), 73 a file cannot be written, 75 try again later, 77 not
      permitted, 78 wrong configuration, 79 refused by safety.
      """,
    version: Version.text,
    subcommands: [
      DemoCommand.self, InitCommand.self, RunCommand.self, CheckCommand.self, StatusCommand.self, TopCommand.self,
      PerfCommand.self, MinersCommand.self,
      PlanCommand.self, EventsCommand.self, ConsoleCommand.self, OverrideCommand.self, ReloadCommand.self,
      ScanCommand.self, RescanCommand.self, SenseCommand.self, CalibrateCommand.self, SocCommand.self,
      SimulateCommand.self, GovernCommand.self, BudgetCommand.self, ReportCommand.self, BoardCommand.self,
      ExportCommand.self, BackupCommand.self, RestoreCommand.self,
    ]
  )
}
