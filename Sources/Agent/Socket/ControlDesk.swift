internal import Synchronization

/// All operations of the control socket by name: where rooms offer theirs.
public final class ControlDesk: ControlResponder {
  private let operations = Mutex<[String: any ControlOperation]>([:])

  /// A desk with some operations.
  public init(_ operations: [any ControlOperation] = []) {
    for operation in operations { offer(operation) }
  }

  /// Adds an operation; one of the same name is replaced.
  public func offer(_ operation: any ControlOperation) {
    operations.withLock { $0[operation.name] = operation }
  }

  public func answer(to call: ControlCall) async -> ControlReply {
    let (operation, known) = operations.withLock { ($0[call.request.op], $0.keys.sorted()) }
    guard let operation else {
      let names = known.joined(separator: ", ")
      return .line(
        ControlRefusal(code: "unknown_op", message: "\"\(call.request.op)\" is not known; known are \(names).").text)
    }
    do throws(ControlRefusal) {
      return try await operation.answer(call)
    } catch {
      return .line(error.text)
    }
  }
}
