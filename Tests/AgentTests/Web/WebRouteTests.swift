import Foundation
import Testing
import Units
import Yams

@testable import Agent

@Suite("The routes")
struct WebRouteTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("doc/openapi.yaml has every route, and every route is in it")
  func openapi() throws {
    let text = try String(contentsOf: Self.root.appending(path: "doc/openapi.yaml"), encoding: .utf8)
    let paths = try #require(try Yams.compose(yaml: text)?.mapping?["paths"]?.mapping)
    var documented: Set<String> = []
    for (path, item) in paths {
      for key in item.mapping?.keys.compactMap(\.string) ?? [] {
        documented.insert("\(key.uppercased()) \(path.string ?? "")")
      }
    }
    #expect(documented == Set(WebRoute.allCases.map(\.rawValue)))
  }

  @Test("a path is matched whole, HEAD like GET, and known paths name their methods")
  func matching() {
    #expect(WebRoute.match("GET", "/api/v1/status") == .route(.status, ""))
    #expect(WebRoute.match("HEAD", "/healthz") == .route(.health, ""))
    #expect(WebRoute.match("DELETE", "/api/v1/override/o3") == .route(.clear, "o3"))
    #expect(WebRoute.match("DELETE", "/api/v1/override") == .route(.clearAll, ""))
    #expect(WebRoute.match("DELETE", "/api/v1/override/o3/x") == .unknown)
    #expect(WebRoute.match("DELETE", "/api/v1/override/") == .unknown)
    #expect(WebRoute.match("PUT", "/api/v1/override") == .otherMethods(["GET", "POST", "DELETE"]))
    #expect(WebRoute.match("GET", "/api/v1/status/") == .unknown)
    #expect(WebRoute.match("GET", "/../etc/passwd") == .unknown)
  }

  @Test("requests are decoded; what cannot be is no path at all")
  func decoding() {
    let request = WebRequest("GET", "/api/v1/report?period=day&since=2026-11-01+18%3A05&empty=&=x&since=2026-11-02")
    #expect(request.path == "/api/v1/report")
    #expect(request.query == ["period": "day", "since": "2026-11-02", "empty": "", "": "x"])
    #expect(WebRequest("GET", "/a%2Fb%zz").path == "?")
    #expect(WebRequest("GET", "/%ff").path == "?")
    #expect(WebRequest("GET", "/%").path == "?")
    #expect(WebRequest("GET", "/caf%C3%A9").path == "/café")
  }

  @Test("an order's body has the words of the control socket, and no others")
  func orders() throws {
    let call = try WebOrder.call(#" {"order":"board","board":"b2","on":false,"until":"18:00","dry_run":true} "#)
    #expect(
      call.order == .board("b2", isOn: false) && call.until == "18:00" && call.dryRun == true && call.from == "web")
    #expect(call.action == .set)
    func problem(_ body: String) -> WebProblem? {
      do throws(WebProblem) {
        _ = try WebOrder.call(body)
        return nil
      } catch { return error }
    }
    for body in [
      "", "[]", "{", "{}", "3", #"{"order":"boards"}"#, #"{"order":"fly"}"#, #"{"order":"boards","count":"3"}"#,
    ] {
      #expect(problem(body)?.status == 400, "\(body)")
    }
    // Nothing may slip in beside what the route says.
    for key in ["do", "from", "v", "op", "id", "dryrun"] {
      #expect(problem("{\"order\":\"pause\",\"\(key)\":\"clear\"}")?.code == "not_understood", "\(key)")
    }
  }

  @Test("an answer is told once: the tag of what is known gives 304 without a body")
  func tags() {
    let request = WebRequest("GET", "/")
    let answer = WebAnswer(json: "{}").tagged(for: request)
    let tag = answer.header("etag") ?? ""
    #expect(answer.status == 200 && tag.hasPrefix("\"") && tag.hasSuffix("\""))
    for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
      let again = WebAnswer(json: "{}").tagged(for: WebRequest("GET", "/", headers: ["if-none-match": known]))
      #expect(again.status == 304 && again.text.isEmpty && again.header("etag") == tag)
    }
    #expect(WebAnswer(json: "{ }").tagged(for: WebRequest("GET", "/", headers: ["if-none-match": tag])).status == 200)
  }

  @Test("refusals of the agent become problems with a status that says whose fault it is")
  func problems() {
    func status(_ code: String) -> Int { WebProblem(ControlRefusal(code: code, message: "x.")).status }
    #expect(status("refused_by_safety") == 409)
    #expect(status("unknown_override") == 404)
    #expect(status("bad_length") == 422)
    #expect(status("stopping") == 503)
    #expect(status("something new") == 500)
    let answer = WebProblem(503, "busy", "Ask \"again\".", retryAfter: 7).answer
    #expect(answer.header("content-type") == "application/problem+json" && answer.header("retry-after") == "7")
    #expect(answer.text.contains(#""detail":"Ask \"again\".""#))
  }

  @Test("a history is asked for by time and level, the level as the time suggests")
  func history() throws {
    let calendar = LocalCalendar(TimeZone(identifier: "UTC")!)
    let now = UnixTime(iso8601: "2026-11-22T12:00:00Z")!
    #expect(try WebHistory([:], now: now, in: calendar).level == .quarter)
    #expect(try WebHistory(["since": "2026-11-22T11:30:00Z"], now: now, in: calendar).level == .fine)
    let year = try WebHistory(["since": "2026-01-01", "until": "2026-11-21"], now: now, in: calendar)
    #expect(year.level == .day && year.to == UnixTime(iso8601: "2026-11-22T00:00:00Z"))
    func code(_ query: [String: String], now: UnixTime? = now) -> String? {
      do throws(WebProblem) {
        _ = try WebHistory(query, now: now, in: calendar)
        return nil
      } catch { return error.code }
    }
    #expect(code(["level": "fine"]) == "out_of_range")
    #expect(code(["level": "hour"]) == "out_of_range")
    #expect(code(["since": "soon"]) == "out_of_range")
    #expect(code(["since": "2026-11-23"]) == "out_of_range")
    #expect(code([:], now: nil) == "no_clock")
  }

  @Test("the whole page weighs less than 60 kB and names no place outside")
  func weight() {
    let files = [WebRoute.page, .style, .script, .icon, .manifest].map { WebFiles.answer($0).text }
    #expect(files.allSatisfy { !$0.isEmpty })
    #expect(files.map(\.utf8.count).reduce(0, +) < 60_000)
    for file in files {
      let places = file.replacing("http://www.w3.org/2000/svg", with: "").contains("http")
      #expect(!places)
    }
    #expect(!files[0].contains("<style") && !files[0].contains(" style=") && !files[0].contains("onclick="))
  }
}
