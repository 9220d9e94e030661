import Chip

/// Measures the supply without waiting: the bandgap needs 2 ms to settle in the multiplexer, the conversion 0.1 ms.
struct Supply {
  private var isOn = false
  private var since: UInt32 = 0

  /// A measurement is under way: do not sleep.
  var isBusy: Bool { isOn }

  mutating func begin(at now: UInt32) {
    if isOn { return }
    adc_select_bandgap()
    isOn = true
    since = now
  }

  /// - Returns: mV once it is done, else 0.
  mutating func step(at now: UInt32) -> UInt16 {
    if !isOn || now &- since < 2000 { return 0 }
    _ = convert()  // the first conversion after the switch is to be discarded (section 24.5.2)
    let reading = convert()
    adc_off()
    isOn = false
    return SupplyVoltage.millivolts(reading: reading)
  }

  private func convert() -> UInt16 {
    adc_start()
    while adc_is_busy() {}
    return adc_result()
  }
}
