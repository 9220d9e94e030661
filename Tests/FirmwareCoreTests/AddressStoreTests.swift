import FirmwareCore
import Testing

/// EEPROM that remembers nothing but its bytes.
private struct Memory: AddressCells {
  var bytes = [UInt8](repeating: 0xFF, count: 64)
  mutating func read(_ cell: UInt8) -> UInt8 { bytes[Int(cell)] }
}

@Suite("Address in EEPROM")
struct AddressStoreTests {
  private func load(_ memory: Memory) -> UInt8 {
    var memory = memory
    var store = AddressStore()
    return store.load(&memory)
  }

  /// Programs everything that is due.
  private func finish(_ store: inout AddressStore, _ memory: inout Memory) {
    while let write = store.nextWrite() { memory.bytes[Int(write.cell)] = write.value }
  }

  @Test("An empty EEPROM gives the default address, one of the original firmware its byte 0")
  func legacy() {
    var memory = Memory()
    #expect(load(memory) == AddressStore.defaultAddress)
    memory.bytes[0] = 42
    #expect(load(memory) == 42)
    memory.bytes[0] = 3
    #expect(load(memory) == AddressStore.defaultAddress)
  }

  @Test("An address stored comes back, and byte 0 has it for the original firmware")
  func stores() {
    var memory = Memory()
    memory.bytes[0] = 42
    var store = AddressStore()
    _ = store.load(&memory)
    for address: UInt8 in [43, 8, 119, 43, 43] {
      store.store(address)
      finish(&store, &memory)
      #expect(load(memory) == address)
      #expect(memory.bytes[0] == address)
      #expect(!store.isBusy)
    }
  }

  @Test("Three hundred changes outlive the wrap of the generation")
  func wraps() {
    var memory = Memory()
    var store = AddressStore()
    _ = store.load(&memory)
    for change in 0..<300 {
      let address = UInt8(8 + change % 112)
      store.store(address)
      finish(&store, &memory)
      #expect(load(memory) == address)
    }
  }

  @Test("A power cut in any byte, whatever it leaves there, gives the old or the new address")
  func survivesCuts() {
    for history in 0..<3 {
      var memory = Memory()
      memory.bytes[0] = 42
      var store = AddressStore()
      _ = store.load(&memory)
      for address in [50, 51, 42].prefix(history) {
        store.store(UInt8(address))
        finish(&store, &memory)
      }
      let old = load(memory)
      store.store(77)
      while let write = store.nextWrite() {
        for torn in UInt8.min...UInt8.max {
          var cut = memory
          cut.bytes[Int(write.cell)] = torn
          let address = load(cut)
          #expect(address == old || address == 77, "history \(history), cell \(write.cell), torn to \(torn)")
        }
        memory.bytes[Int(write.cell)] = write.value
      }
      #expect(load(memory) == 77)
    }
  }

  @Test("A board that was cut off can change its address again")
  func recovers() {
    for cut in 0..<6 {
      for torn: UInt8 in [0x00, 0xA5, 0xFF, 77] {
        var memory = Memory()
        memory.bytes[0] = 42
        var store = AddressStore()
        _ = store.load(&memory)
        store.store(77)
        for step in 0...cut {
          let write = store.nextWrite()!
          memory.bytes[Int(write.cell)] = step == cut ? torn : write.value
        }
        var next = AddressStore()
        _ = next.load(&memory)
        finish(&next, &memory)
        next.store(99)
        finish(&next, &memory)
        #expect(load(memory) == 99)
      }
    }
  }

  @Test("A change during a change ends at the last address")
  func overtakes() {
    for step in 0...6 {
      var memory = Memory()
      memory.bytes[0] = 42
      var store = AddressStore()
      _ = store.load(&memory)
      store.store(77)
      for _ in 0..<step {
        if let write = store.nextWrite() { memory.bytes[Int(write.cell)] = write.value }
      }
      store.store(88)
      finish(&store, &memory)
      #expect(load(memory) == 88)
    }
  }

  @Test("A byte 0 that differs from the ruling slot is repaired")
  func repairs() {
    var memory = Memory()
    var store = AddressStore()
    _ = store.load(&memory)
    store.store(77)
    finish(&store, &memory)
    memory.bytes[0] = 200
    var next = AddressStore()
    let address = next.load(&memory)
    let write = next.nextWrite()
    let end = next.nextWrite()
    #expect(address == 77)
    #expect(write == CellWrite(cell: 0, value: 77))
    #expect(end == nil)
  }
}
