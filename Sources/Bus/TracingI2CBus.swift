/// Passes every transaction on to another bus and reports what went over the wire.
public final class TracingI2CBus: I2CBus {
  private let base: any I2CBus
  private let report: @Sendable (I2CTransaction) -> Void

  /// Wraps a bus; `report` is called on the caller's thread after each transaction.
  public init(_ base: any I2CBus, report: @escaping @Sendable (I2CTransaction) -> Void) {
    self.base = base
    self.report = report
  }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    do {
      let bytes = try base.transfer(with: address, messages)
      report(I2CTransaction(address: address, messages: messages, outcome: .success(bytes)))
      return bytes
    } catch {
      report(I2CTransaction(address: address, messages: messages, outcome: .failure(error)))
      throw error
    }
  }

  public func reopen() throws(BusError) { try base.reopen() }
}
