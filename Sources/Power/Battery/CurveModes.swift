/// The ways in which real cells of a chemistry differ from its mean voltage curve: each mode is a shape in volts per
/// cell over state of charge, scaled so that cells differ by about one of it. How much of each this cell has is learned.
struct CurveModes: Sendable {
  /// How many modes a table may have.
  static let count = 3

  /// The shapes, sampled like ``VoltageCurve``; always ``count`` of them, unused ones are flat.
  let shapes: [[Double]]

  /// A cell whose curve was measured: no modes.
  static let none = CurveModes(functions: [])

  /// Shapes given in millivolts at the given states of charge, straight lines between.
  init(at nodes: [Double], millivolts: [[Double]]) {
    self.init(
      functions: millivolts.map { values in
        { soc in Self.interpolate(soc, nodes, values) / 1000 }
      })
  }

  /// Shapes given as functions of state of charge in volts.
  init(functions: [(Double) -> Double]) {
    var shapes = functions.prefix(Self.count).map { shape in
      (0...VoltageCurve.steps).map { shape(Double($0) / Double(VoltageCurve.steps)) }
    }
    while shapes.count < Self.count { shapes.append([]) }
    self.shapes = shapes
  }

  /// The shape's volts at a state of charge; held outside 0–1.
  func volts(_ mode: Int, at soc: Double) -> Double {
    let shape = shapes[mode]
    guard !shape.isEmpty else { return 0 }
    let position = min(1, max(0, soc)) * Double(VoltageCurve.steps)
    let index = min(VoltageCurve.steps - 1, Int(position))
    return shape[index] + (position - Double(index)) * (shape[index + 1] - shape[index])
  }

  private static func interpolate(_ soc: Double, _ nodes: [Double], _ values: [Double]) -> Double {
    var segment = 1
    while segment < nodes.count - 1, nodes[segment] < soc { segment += 1 }
    let fraction = min(1, max(0, (soc - nodes[segment - 1]) / (nodes[segment] - nodes[segment - 1])))
    return values[segment - 1] + fraction * (values[segment] - values[segment - 1])
  }
}
