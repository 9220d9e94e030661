internal import Bus

/// What this machine's kernel does with a GPIO line that nobody holds any more.
///
/// Source: raspberrypi/linux pull requests 6117 and 6150: there an output keeps its level unless `strict_gpiod` is set,
/// and then a killed agent leaves its boards on.
public enum LineRelease {
  /// A sentence for the log when released lines keep their level here; nil when they fall back or nobody can say.
  public static var warning: String? {
    let attribute = SysfsAttribute(path: "/sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs")
    guard let text = try? attribute.read() else { return nil }
    return warning(for: text)
  }

  static func warning(for parameter: String) -> String? {
    guard parameter == "Y" || parameter == "1" else { return nil }
    return "This kernel keeps GPIO outputs at their level when the agent dies, so boards would stay on; write "
      + "dtparam=strict_gpiod into config.txt, or let a hardware watchdog cut the boards' supply."
  }
}
