import Agent
import Simulator
import Units

/// The calendar of a simulated world; always known there.
struct SimulatedCalendar: CalendarClock {
  let world: SimulatedWorld

  var now: UnixTime? { world.calendar }
}
