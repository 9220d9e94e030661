import Units

/// What a rule wants before dwell and ramp: how many boards, or exactly which, in which stage and why.
struct Aim {
  var count: Int
  /// So many of them by the owner's order: hold and shed do not take these.
  var least = 0
  /// Exactly these, by manual order; `nil` leaves the choice to priority.
  var exactly: Set<String>?
  var stage: Stage = .run
  var reason: Reason
  var change: NextChange
  /// Protection wants boards off: the shortest on-time does not keep them.
  var overridesDwell = false
  /// The reason comes and goes with the weather: the shortest on-time holds.
  var keepsDwell = false
}
