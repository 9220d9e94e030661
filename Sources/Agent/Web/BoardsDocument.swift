/// Boards and buses of the status alone.
public struct BoardsDocument: JSONDocument, Equatable {
  /// The document's version.
  public var version = 1
  /// The boards in the order of the configuration.
  public var boards: [StatusDocument.BoardPart]
  /// The I²C buses by name.
  public var buses: [StatusDocument.BusPart]

  /// What a status says of them.
  public init(_ status: StatusDocument) {
    boards = status.boards
    buses = status.buses ?? []
  }
}
