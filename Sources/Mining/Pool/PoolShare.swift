public import Units

/// An answer with all six fields, in the order they are sent.
public struct PoolShare: Sendable, Hashable {
  /// The number that was found.
  public let nonce: Int
  /// The smoothed rate of the board, always above 0: a missing or zero rate can void the whole pending balance.
  public let hashRate: HashRate
  /// Program and version.
  public let software: String
  /// The rig's name; `None` when it has none.
  public let rig: String
  /// Constant for the connection.
  public let chip: ChipID
  /// Groups the workers of one device in the wallet, 0...2811, constant for the process.
  public let walletID: Int

  /// Text reduced to what the pool keeps, `A-Z a-z 0-9 space . ( ) -`, at most 48 characters; `None` when nothing is
  /// left.
  public static func keeping(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      switch scalar {
      case "A"..."Z", "a"..."z", "0"..."9", " ", ".", "(", ")", "-": true
      default: false
      }
    }
    let short = String(String.UnicodeScalarView(kept.prefix(48)))
    return short.contains { $0 != " " } ? short : "None"
  }
}
