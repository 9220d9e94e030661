/// The colours of every chart, by what they stand for and never by chance.
///
/// Source: the colour-blind-safe set of Okabe and Ito (2008), darkened or lightened for its paper; neighbours in a stack
/// differ in lightness, too, so that they part in print without colour.
public enum ChartTint: String, Sendable, CaseIterable {
  /// What the panel gives.
  case sun
  /// The battery.
  case battery
  /// The boards.
  case boards
  /// The host.
  case host
  /// Charger, regulator, standby: lost on the way.
  case loss
  /// What the book cannot explain.
  case residual
  /// Pool and network.
  case pool
  /// Safety.
  case alarm
  /// Words and figures.
  case ink
  /// Words beside the point.
  case muted
  /// Grid and rules.
  case grid
  /// Behind everything.
  case paper
  /// Where nothing is known.
  case unknown

  /// On white paper.
  var light: String {
    switch self {
    case .sun: "#e69f00"
    case .battery: "#009e73"
    case .boards: "#0072b2"
    case .host: "#56b4e9"
    case .loss: "#a3acb6"
    case .residual: "#cc79a7"
    case .pool: "#8a6fc0"
    case .alarm: "#d55e00"
    case .ink: "#1b2430"
    case .muted: "#5d6875"
    case .grid: "#e1e6ec"
    case .paper: "#ffffff"
    case .unknown: "#eef1f4"
    }
  }

  /// On dark paper.
  var dark: String {
    switch self {
    case .sun: "#f4b63f"
    case .battery: "#2fc495"
    case .boards: "#3f9fe6"
    case .host: "#9bd2f5"
    case .loss: "#707b87"
    case .residual: "#df9dc1"
    case .pool: "#ab94dd"
    case .alarm: "#ff8b4d"
    case .ink: "#e9edf2"
    case .muted: "#9ba7b4"
    case .grid: "#2a323c"
    case .paper: "#12171d"
    case .unknown: "#1d242c"
    }
  }

  /// What words on this colour are filled with: dark where the colour is light on any paper.
  var words: String { [.sun, .host, .loss].contains(self) ? "f-dark" : "f-paper" }

  /// Rules that fill (`f-…`) and stroke (`s-…`) by class, light and dark. No variables: viewers of plain SVG do not
  /// know them. Dark is for screens only, so paper stays white.
  static var style: String {
    let base =
      "text{font-family:system-ui,'Segoe UI',Roboto,'Liberation Sans','DejaVu Sans',sans-serif;font-size:12px;"
      + "font-variant-numeric:tabular-nums}.strong{font-weight:600}.small{font-size:11px}.head{font-size:14px;"
      + "font-weight:600}.title{font-size:22px;font-weight:650}.line{fill:none;stroke-width:1.8;stroke-linejoin:round;"
      + "stroke-linecap:round}.thin{fill:none;stroke-width:1}.faint{fill-opacity:.22}.soft{fill-opacity:.5}"
    let fixed = ".f-dark{fill:\(ChartTint.ink.light)}"
    return base + fixed + rules(\.light) + "@media screen and (prefers-color-scheme:dark){" + rules(\.dark) + "}"
  }

  private static func rules(_ colour: (ChartTint) -> String) -> String {
    allCases.map { ".f-\($0.rawValue){fill:\(colour($0))}.s-\($0.rawValue){stroke:\(colour($0))}" }.joined()
  }
}
