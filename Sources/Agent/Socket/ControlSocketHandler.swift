internal import Foundation
internal import NIOCore
internal import Units

/// Cuts a client's bytes into lines and answers each in order, one at a time. What is over the limits is refused.
final class ControlSocketHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let responder: any ControlResponder
  private let limits: ControlLimits
  private let timebase: any Timebase
  private let connections: ControlConnections
  private var allowance: RequestAllowance
  private var pending: [UInt8] = []
  private var waiting: [String] = []
  private var peer: ControlPeer?
  private var work: Task<Void, Never>?
  private var isStreaming = false
  private var idle: Scheduled<Void>?

  init(
    responder: any ControlResponder, limits: ControlLimits, timebase: any Timebase, connections: ControlConnections
  ) {
    self.responder = responder
    self.limits = limits
    self.timebase = timebase
    self.connections = connections
    allowance = RequestAllowance(limits, at: timebase.now)
  }

  func channelActive(context: ChannelHandlerContext) {
    guard connections.enter() else {
      let message = "\(limits.connections) clients are connected already; close one of them."
      return refuse(ControlRefusal(code: "too_many_clients", message: message), closing: context)
    }
    restartIdle(context)
    let (handler, loop) = (NIOLoopBound(self, eventLoop: context.eventLoop), context.eventLoop)
    let context = NIOLoopBound(context, eventLoop: loop)
    PeerCredentials.peer(of: context.value.channel).hop(to: loop).whenComplete { result in
      guard case .success(let peer) = result else { return context.value.close(promise: nil) }
      handler.value.peer = peer
      handler.value.next(context.value)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    work?.cancel()
    idle?.cancel()
    connections.leave()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    pending += unwrapInboundIn(data).readableBytesView
    restartIdle(context)
    while let end = pending.firstIndex(of: 0x0A) {
      let line = String(decoding: pending[..<end], as: UTF8.self)
      pending.removeSubrange(...end)
      take(line, context)
    }
    guard pending.count > limits.requestBytes else { return next(context) }
    pending = []
    let message = "A request has at most \(limits.requestBytes) bytes."
    refuse(ControlRefusal(code: "too_long", message: message), closing: context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func take(_ line: String, _ context: ChannelHandlerContext) {
    if isStreaming { work?.cancel() }
    guard waiting.count < limits.waiting, allowance.take(at: timebase.now) else {
      waiting = []
      let message = "At most \(Int(limits.perSecond)) requests a second; wait for an answer before the next request."
      return refuse(ControlRefusal(code: "too_fast", message: message), closing: context)
    }
    waiting.append(line)
  }

  /// Answers the next line that waits.
  private func next(_ context: ChannelHandlerContext) {
    guard work == nil, let peer, !waiting.isEmpty else { return }
    let line = waiting.removeFirst()
    switch Self.call(line, peer) {
    case .failure(let refusal):
      context.writeAndFlush(Self.wrap(refusal.text), promise: nil)
      next(context)
    case .success(let call): answer(call, context)
    }
  }

  private func answer(_ call: ControlCall, _ context: ChannelHandlerContext) {
    let (responder, channel, loop) = (responder, context.channel, context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: loop)
    let context = NIOLoopBound(context, eventLoop: loop)
    work = Task { @Sendable in
      switch await responder.answer(to: call) {
      case .line(let text): try? await channel.writeAndFlush(ByteBuffer(string: text + "\n"))
      case .stream(let lines):
        loop.execute { handler.value.stream(true) }
        for await line in lines {
          do { try await channel.writeAndFlush(ByteBuffer(string: line + "\n")) } catch { break }
        }
      }
      loop.execute {
        handler.value.stream(false)
        handler.value.work = nil
        handler.value.restartIdle(context.value)
        handler.value.next(context.value)
      }
    }
  }

  private func stream(_ isOn: Bool) {
    isStreaming = isOn
    if isOn { idle?.cancel() }
  }

  private static func call(_ line: String, _ peer: ControlPeer) -> Result<ControlCall, ControlRefusal> {
    guard let call = ControlCall(line: line, peer: peer) else {
      let hint = "A request is one line of JSON such as {\"v\":1,\"op\":\"status\"}."
      return .failure(ControlRefusal(code: "not_understood", message: hint))
    }
    guard call.request.v == 1 else {
      let hint = "This agent speaks version 1 of the control protocol, not \(call.request.v)."
      return .failure(ControlRefusal(code: "wrong_version", message: hint))
    }
    return .success(call)
  }

  private func restartIdle(_ context: ChannelHandlerContext) {
    idle?.cancel()
    guard !isStreaming else { return }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    idle = context.value.eventLoop.scheduleTask(in: TimeAmount(limits.idle)) { context.value.close(promise: nil) }
  }

  private func refuse(_ refusal: ControlRefusal, closing context: ChannelHandlerContext) {
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.value.writeAndFlush(Self.wrap(refusal.text)).whenComplete { _ in context.value.close(promise: nil) }
  }

  private static func wrap(_ text: String) -> NIOAny { NIOAny(ByteBuffer(string: text + "\n")) }
}
