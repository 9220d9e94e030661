/// Numbers as one row of blocks, the lowest and the highest of them at the ends of the scale.
struct SparkLine {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One character a number, the latest at the right; what is missing is a dot.
  static func text(_ values: [Double?], width: Int) -> String {
    let shown = values.suffix(max(0, width))
    let known = shown.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "" }
    return String(
      shown.map { value in
        guard let value else { return "·" }
        guard high > low else { return blocks[3] }
        return blocks[min(7, Int((value - low) / (high - low) * 8))]
      })
  }
}
