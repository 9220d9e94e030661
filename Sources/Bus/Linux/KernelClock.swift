internal import CLinuxBus

/// The kernel's opinion of its calendar clock.
public enum KernelClock {
  /// Whether a time source (the network, a GPS, a battery-backed clock) has set it and still holds it.
  ///
  /// Source: adjtimex(2), `TIME_ERROR` while unsynchronised.
  public static var isSynchronised: Bool { clb_clock_is_synchronised() }
}
