internal import Foundation
internal import NIOCore

/// Cuts a client's bytes into lines and answers each, in order. A line over the limit ends the connection.
final class ControlSocketHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The longest request.
  static let limit = 65536

  private let responder: any ControlResponder
  private var pending: [UInt8] = []

  init(responder: any ControlResponder) {
    self.responder = responder
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    pending += unwrapInboundIn(data).readableBytesView
    while let end = pending.firstIndex(of: 0x0A) {
      let line = Array(pending[..<end])
      pending.removeSubrange(...end)
      answer(line, on: context.channel)
    }
    guard pending.count > Self.limit else { return }
    pending = []
    let refusal = ControlRefusal(code: "too_long", message: "A request has at most \(Self.limit) bytes.")
    Self.send(refusal.text, on: context.channel)
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ line: [UInt8], on channel: any Channel) {
    guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line)) else {
      let hint = "A request is one line of JSON such as {\"v\":1,\"op\":\"status\"}."
      return Self.send(ControlRefusal(code: "not_understood", message: hint).text, on: channel)
    }
    guard request.v == 1 else {
      let hint = "This agent speaks version 1 of the control protocol, not \(request.v)."
      return Self.send(ControlRefusal(code: "wrong_version", message: hint).text, on: channel)
    }
    Self.reply(to: request, by: responder, on: channel)
  }

  private static func reply(to request: ControlRequest, by responder: any ControlResponder, on channel: any Channel) {
    Task { @Sendable in
      let answer = await responder.answer(to: request)
      Self.send(answer, on: channel)
    }
  }

  private static func send(_ text: String, on channel: any Channel) {
    channel.writeAndFlush(ByteBuffer(string: text + "\n"), promise: nil)
  }
}
