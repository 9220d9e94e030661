import Foundation
import Power
import Testing
import Units

@Suite("Sun against the reference table")
struct SolarPositionTests {
  struct Row {
    var fields: [String]
    func number(_ index: Int) -> Double { Double(fields[index]) ?? .nan }
    var observer: Observer {
      Observer(latitude: Degrees(number(2)), longitude: Degrees(number(3)), elevation: Meters(number(4)))
    }
    var time: UnixTime { UnixTime(seconds: number(6)) }
    var sun: SolarPosition { SolarPosition(at: time, from: observer) }
    func instant(_ index: Int) -> UnixTime? { UnixTime(iso8601: fields[index]) }
  }

  let rows: [Row]

  init() throws {
    rows = try BatteryTraceFiles.text("solar_position_clearsky.csv").split(separator: "\n").dropFirst().map {
      Row(fields: $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
  }

  @Test("elevation and azimuth are within 0.01°")
  func position() {
    #expect(rows.count == 200)
    for row in rows {
      let sun = row.sun
      #expect((sun.trueElevation.value - row.number(10)).magnitude < 0.01, "\(row.fields[0])")
      #expect((sun.apparentElevation.value - row.number(11)).magnitude < 0.01, "\(row.fields[0])")
      let turn = (sun.azimuth.value - row.number(12)).magnitude
      let across = min(turn, 360 - turn) * cos(row.number(10) * .pi / 180)
      #expect(across < 0.01, "\(row.fields[0])")
    }
  }

  @Test("rise, transit and set are within 60 s, and polar days and nights are named")
  func events() {
    let kinds: [String: SolarDay.Kind] = [
      "normal": .normal, "polar_day": .polarDay, "polar_night": .polarNight, "mixed": .mixed,
    ]
    for row in rows {
      let day = SolarDay(of: CalendarDate(row.time), at: row.observer)
      #expect(day.kind == kinds[row.fields[13]], "\(row.fields[0])")
      for (found, expected) in [
        (day.transit, row.instant(14)), (day.sunrise, row.instant(15)), (day.sunset, row.instant(16)),
      ] {
        #expect((found == nil) == (expected == nil), "\(row.fields[0])")
        guard let found, let expected else { continue }
        #expect((found.seconds - expected.seconds).magnitude < 60, "\(row.fields[0])")
      }
    }
  }

  @Test("Ineichen's and Haurwitz's clear skies are within 0.5 W/m²")
  func clearSky() {
    for row in rows {
      let sun = row.sun
      let sky = ClearSky.ineichen(at: row.time, sun: sun, observer: row.observer, turbidity: row.number(20))
      #expect((sky.global - row.number(23)).magnitude < 0.5, "\(row.fields[0])")
      #expect((sky.direct - row.number(24)).magnitude < 0.5, "\(row.fields[0])")
      #expect((sky.diffuse - row.number(25)).magnitude < 0.5, "\(row.fields[0])")
      #expect((ClearSky.haurwitz(sun: sun) - row.number(26)).magnitude < 0.5, "\(row.fields[0])")
    }
  }
}
