internal import Bus
internal import Mining
internal import Units

extension Controller {
  /// How long a board stays out of work for the bus tool.
  static let holdTime = Duration.minutes(10)

  /// Does what the bus tool asks, on the bus's own thread, between the turns of the boards.
  func answer(_ call: BusToolCall, by who: String) async throws(ControlRefusal) -> BusToolAnswer {
    let keeper = try keeper(named: call.bus)
    switch call.action {
    case .scan: return try await scan(keeper)
    case .speed: return speed(keeper)
    case .release: return BusToolAnswer(lines: releaseHeld())
    case .hold: return try hold(try address(call), on: keeper, by: who)
    case .info: return try await info(try address(call), keeper)
    case .read, .query, .write:
      let address = try address(call)
      return try await betweenSwitchings { controller throws(ControlRefusal) in
        try await controller.raw(call, address, keeper, by: who)
      }
    case .readdress:
      let address = try address(call)
      return try await betweenSwitchings { controller throws(ControlRefusal) in
        try await controller.readdress(call, address, keeper, by: who)
      }
    }
  }

  /// No supply is switched meanwhile, so that what was fed when it was looked at is fed when it is spoken to.
  private func betweenSwitchings(
    _ body: @escaping @Sendable (Controller) async throws(ControlRefusal) -> BusToolAnswer
  ) async throws(ControlRefusal) -> BusToolAnswer {
    let before = reconciliation
    let work = Task { () -> Result<BusToolAnswer, ControlRefusal> in
      await before?.value
      do throws(ControlRefusal) { return .success(try await body(self)) } catch { return .failure(error) }
    }
    reconciliation = Task { _ = await work.value }
    return try await work.value.get()
  }

  private func keeper(named name: String?) throws(ControlRefusal) -> BusKeeper {
    let known = keepers.keys.sorted().joined(separator: ", ")
    guard let name = name ?? (keepers.count == 1 ? keepers.keys.first : nil), let keeper = keepers[name] else {
      let text = name.map { "There is no bus \"\($0)\"; known are \(known)." }
      throw ControlRefusal(
        code: "out_of_range", message: text ?? "Which bus? Known are \(known.isEmpty ? "none" : known).")
    }
    guard keeper.ladder.rung == .calm else {
      throw ControlRefusal(
        code: "busy",
        message: "Bus \"\(keeper.section.name)\" is \(BusWord.text(for: keeper.ladder.rung)); wait for it.")
    }
    return keeper
  }

  private func address(_ call: BusToolCall) throws(ControlRefusal) -> I2CAddress {
    guard let number = call.address, let address = I2CAddress(number), address.isUsable else {
      throw ControlRefusal(code: "out_of_range", message: "An address is from 8 to 119; set it with, for example, 42t.")
    }
    return address
  }

  private func scan(_ keeper: BusKeeper) async throws(ControlRefusal) -> BusToolAnswer {
    let used = configuration.addresses(on: keeper.section.name)
      .union(surroundings.hardware.addressesOfDrivers(onBusAt: keeper.section.path))
    guard let found = await keeper.strangers(skipping: used) else {
      throw ControlRefusal(code: "busy", message: "Bus \"\(keeper.section.name)\" cannot be scanned now.")
    }
    func list(_ addresses: [I2CAddress]) -> String {
      addresses.isEmpty ? "nobody" : addresses.map { "\($0)" }.joined(separator: ", ")
    }
    return BusToolAnswer(lines: [
      "In use and not asked: \(list(used.sorted())).", "Others that answer: \(list(found)).",
    ])
  }

  private func speed(_ keeper: BusKeeper) -> BusToolAnswer {
    let real = surroundings.hardware.speed(ofBusAt: keeper.section.path) ?? keeper.section.speed
    let name = keeper.section.name
    let text = real.map { "Bus \"\(name)\" runs at \(Decimal.short($0.value / 1000)) kHz." }
    return BusToolAnswer(lines: [
      text ?? "Nobody says at which clock bus \"\(name)\" runs.",
      "The clock is set in the device tree or for the adapter's driver; see doc/bus-health.md.",
    ])
  }

  private func info(_ address: I2CAddress, _ keeper: BusKeeper) async throws(ControlRefusal) -> BusToolAnswer {
    let rule = rule(at: address, on: keeper.section)
    guard rule.resident == .stranger else { return BusToolAnswer(lines: ["\(address): \(rule.resident.words)."]) }
    let clock = surroundings.miningTimebase
    let result = await keeper.bus.run { wire in
      Result { () throws(BoardServiceFailure) in
        try BoardPortrait(of: address, over: BoardLine(wire, timebase: clock, rest: BusKeeper.pause))
      }
    }
    switch result {
    case .success(let portrait):
      let chip = portrait.chip.map { ", chip \($0)" } ?? ""
      return BusToolAnswer(lines: ["\(address): \(portrait.firmware.words)\(chip); nobody has configured it."])
    case .failure(let failure): throw ControlRefusal(code: "bus", message: "\(failure)")
    }
  }

  private func raw(
    _ call: BusToolCall, _ address: I2CAddress, _ keeper: BusKeeper, by who: String
  ) async throws(ControlRefusal) -> BusToolAnswer {
    let deed = call.action == .read ? BusRule.Deed.read : .write
    try allow(deed, at: address, on: keeper.section)
    let text = Array((call.text ?? "").utf8)
    let count = call.n ?? 0
    guard text.count <= 32, text.allSatisfy({ $0 < 0x80 }), call.action == .read || !text.isEmpty,
      call.action == .write || (1...32).contains(count)
    else { throw ControlRefusal(code: "out_of_range", message: "From 1 to 32 bytes go over the bus at once.") }
    let messages: [I2CMessage] =
      switch call.action {
      case .read: [.read(count: count)]
      case .query: [.write(text), .read(count: count)]
      default: [.write(text)]
      }
    if deed == .write { log.notice("bus tool", ["address": "\(address)", "sent": call.text ?? "", "by": who]) }
    let result = await keeper.bus.run { wire in
      Result { () throws(BusError) in try wire.transfer(with: address, messages) }
    }
    switch result {
    case .success(let bytes): return BusToolAnswer(lines: Self.lines(bytes, of: address), bytes: bytes)
    case .failure(let error): throw ControlRefusal(code: "bus", message: "\(error)")
    }
  }

  private static func lines(_ bytes: [UInt8], of address: I2CAddress) -> [String] {
    guard !bytes.isEmpty else { return ["Sent to \(address)."] }
    let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    let text = bytes.map { (0x20...0x7E).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
    return ["\(hexadecimal)", "\"\(text)\""]
  }

  private func readdress(
    _ call: BusToolCall, _ address: I2CAddress, _ keeper: BusKeeper, by who: String
  ) async throws(ControlRefusal) -> BusToolAnswer {
    try allow(.readdress, at: address, on: keeper.section)
    guard let new = call.n.flatMap({ I2CAddress($0) }) else {
      throw ControlRefusal(code: "out_of_range", message: "Which new address? From 8 to 119, for example 43v.")
    }
    guard !configuration.addresses(on: keeper.section.name).contains(new) else {
      throw ControlRefusal(code: "out_of_range", message: "\(new) is configured for somebody else.")
    }
    log.notice("bus tool", ["address": "\(address)", "new address": "\(new)", "by": who])
    let clock = surroundings.miningTimebase
    let result = await keeper.bus.run { wire in
      Result { () throws(BoardServiceFailure) in
        try BoardReaddressing(from: address, to: new)
          .perform(over: BoardLine(wire, timebase: clock, rest: BusKeeper.pause))
      }
    }
    if case .failure(let failure) = result { throw ControlRefusal(code: "bus", message: "\(failure)") }
    return BusToolAnswer(lines: ["The board that was at \(address) answers at \(new) now."])
  }

  private func allow(_ deed: BusRule.Deed, at address: I2CAddress, on bus: BusSection) throws(ControlRefusal) {
    guard let reason = rule(at: address, on: bus).refusal(of: deed) else { return }
    throw ControlRefusal(code: "would_disturb", message: reason)
  }
}

extension BoardPortrait.Firmware {
  fileprivate var words: String {
    switch self {
    case .akkurat: "a board with this project's firmware"
    case .classic(let status): "a board of the classic family, status \"\(status)\""
    }
  }
}
