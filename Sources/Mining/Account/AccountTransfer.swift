/// Money that went into or out of an account other than by mining.
public struct AccountTransfer: Sendable, Hashable {
  /// The service's number for it.
  public var id: String
  /// DUCO; positive into the account.
  public var amount: Double
  /// Who is at the other end.
  public var partner: String

  /// A transfer.
  public init(id: String, amount: Double, partner: String) {
    self.id = id
    self.amount = amount
    self.partner = partner
  }

  /// Nil for a row that is not a transfer of this user, or one to itself.
  init?(_ row: JSONValue, of user: String) {
    guard let amount = row["amount"]?.number, let sender = row["sender"]?.text, let recipient = row["recipient"]?.text,
      sender != recipient, sender == user || recipient == user
    else { return nil }
    let number = row["id"]?.integer.map(String.init) ?? row["hash"]?.text ?? row["datetime"]?.text
    guard let number else { return nil }
    self.init(id: number, amount: sender == user ? -amount : amount, partner: sender == user ? recipient : sender)
  }
}
