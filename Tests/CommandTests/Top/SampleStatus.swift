import Agent

/// A status as an agent would send it, with as many boards as wanted.
enum SampleStatus {
  static func with(
    boards count: Int, troubles: String = "", schedule: String? = nil, edit: (inout StatusDocument) -> Void = { _ in }
  ) throws -> StatusDocument {
    let boards = (1...max(1, count)).prefix(count).map { number in
      #"{"name":"b\#(number)","address":\#(number + 7),"dialect":"classic","powered":\#(number % 2 == 1),"#
        + #""state":"\#(number % 2 == 1 ? "mining at difficulty 6" : "off")","hash_rate":190,"accepted":\#(number),"#
        + #""refused":0,"wrong_nonces":0,"energy_wh":0.4,"measured":false,"miner":"shed-b\#(number)","connected":\#(number % 2 == 1)}"#
    }
    let text = """
      {"battery":{"current_a":-0.123,"deviation":0.05,"mode":"fused","origin":"battery.voltage","quality":"good",
      "state_of_charge":0.5,"voltage_v":13.2},"boards":[\(boards.joined(separator: ","))],
      "decision":{"changes":"when the battery's charge changes by about 13.8 %","changes_in_s":600,"powered":2,
      "reason":"The battery is at 50.0 % (± 5.0 %), which is worth 2 of 4 boards.","stage":"run","target":2},
      "energy":{"boards_wh":1.6613,"boards_measured_wh":0,"charged_wh":1.1805,"conversion_wh":1.1179,"discharged_wh":0.7836,"gaps_s":2.55,
      "host_wh":2.7925,"load_wh":5.3322,"panel_wh":5.7291,"residual_wh":-0.2394},
      "overrides":[],"panel_peak_w":5,"panel_w":2.5,"pool":{"accepted":711,"blocks":0,"connections":2,
      "node":"127.0.0.1:46489","refused":3,"state":"mining","unanswered":0,"unpaid":40,"user":"sun"},
      "program":"Akkurat 0.1.0","time":"2026-06-01T10:30:06Z","troubles":[\(troubles)],\(schedule.map { "\"schedule\":\($0)," } ?? "")"uptime_s":12583.9,"version":1}
      """
    guard var status = StatusDocument(json: text) else { throw SampleError.unreadable }
    edit(&status)
    return status
  }

  enum SampleError: Error { case unreadable }
}
