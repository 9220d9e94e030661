/// What a caller does after an error; the loops switch on this and never on the error's text.
public enum Recovery: Sendable, Hashable {
  /// The same call may succeed soon.
  case retry
  /// Open the bus, line or chip anew, then try again.
  case reinitialise
  /// Give this device up until a rescan or the owner brings it back; others go on.
  case disable
  /// Nothing helps but the owner.
  case stop
}
