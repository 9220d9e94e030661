import ArgumentParser

/// What `akkurat init` is told by flags; at a terminal the rest is asked.
struct InitFlags: ParsableArguments {
  @Option(help: "The bus's device file.")
  var bus: String?

  @Flag(help: "Do not look at the bus; chips and boards are named by --sensor and --board.")
  var noScan = false

  @Option(help: "What the cells are: nmc, lco, lifepo4, lead-flooded, lead-agm, lead-gel or nimh.")
  var chemistry: String?

  @Option(help: "Cells in series; a 12 V lead battery has 6.")
  var cells: Int?

  @Option(help: "As printed on the pack: \"6 Ah\".")
  var capacity: String?

  @Option(help: "Where the rig stands: LATITUDE,LONGITUDE in degrees, north and east positive.")
  var place: String?

  @Option(help: "The panel's peak power: \"20 W\".")
  var panel: String?

  @Option(help: "The wallet's name.")
  var user: String?

  @Option(help: "The mining key, as set in the wallet.")
  var miningKey: String?

  @Option(help: "The rig's name in the wallet.")
  var name: String?

  @Option(
    help: """
      A sensor, may be given several times: TYPE@ADDRESS for a chip on the bus (a power monitor with =battery or =panel \
      behind it), TYPE@PATH for mcp3008, mcp3208 and w1, vedirect-mppt@PATH or vedirect-bmv@PATH.
      """)
  var sensor: [String] = []

  @Option(help: "A board: ADDRESS or ADDRESS:DIALECT; may be given several times.")
  var board: [String] = []

  @Option(help: "The GPIO lines that feed the boards, in their order: 17,27,22. One line feeds all.")
  var lines: String?

  @Option(help: "The GPIO chip of those lines.")
  var gpioChip: String?

  @Option(help: "The shunt of power monitors.")
  var shunt = "0.1 ohm"

  @Option(help: "The divider before a converter's input 0: UPPER,LOWER.")
  var divider = "100 kohm,22 kohm"
}
