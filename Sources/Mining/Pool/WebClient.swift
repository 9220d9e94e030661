internal import AsyncHTTPClient
public import NIOCore
internal import NIOHTTP1

/// Fetches over HTTPS. A client is made for each request and thrown away: requests are hours apart, and an idle TLS
/// client costs a Pi Zero more than a handshake.
public struct WebClient: WebFetching {
  private let group: any EventLoopGroup

  /// A client whose sockets live on a group of event loops.
  public init(on group: any EventLoopGroup) { self.group = group }

  public func get(_ address: String) async throws(PoolError) -> WebAnswer {
    // Who asks has pauses of his own; a refused connection is an answer.
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    let result = await Result.catching { try await Self.fetch(address, with: client) }
    try? await client.shutdown()
    switch result {
    case .success(let answer): return answer
    case .failure(let error):
      throw .unreachable(what: Self.host(of: address), reason: String("\(error)".prefix(160)))
    }
  }

  private static func fetch(_ address: String, with client: HTTPClient) async throws -> WebAnswer {
    var request = HTTPClientRequest(url: address)
    request.headers.add(name: "User-Agent", value: "Akkurat/0.1.0")
    request.headers.add(name: "Accept", value: "application/json")
    let response = try await client.execute(request, timeout: .seconds(20))
    let body = try await response.body.collect(upTo: 256 * 1024)
    return WebAnswer(
      status: Int(response.status.code), body: Array(body.readableBytesView),
      retryAfter: RetryAfter.wait(
        response.headers.first(name: "Retry-After"), date: response.headers.first(name: "Date")))
  }

  /// The host alone: an address may carry a mining key.
  private static func host(of address: String) -> String {
    let afterScheme = address.split(separator: "//", maxSplits: 1).last ?? ""
    return String(afterScheme.prefix { $0 != "/" && $0 != "?" })
  }
}

extension Result where Failure == any Error {
  fileprivate static func catching(_ work: () async throws -> Success) async -> Self {
    do { return .success(try await work()) } catch { return .failure(error) }
  }
}
