public import NIOCore

/// The doors of the console beside the control socket, as the configuration has them.
public struct OwnerDoors: Sendable {
  private let serial: SerialDoor?
  private let webREPL: WebREPLDoor?

  /// Opens what is configured, after the agent has started.
  ///
  /// - Parameter loader: of the configuration's file; nil: it can be neither got nor put.
  public static func open(
    _ configuration: AgentConfiguration, for controller: Controller, loader: ConfigurationLoader?,
    on group: any EventLoopGroup
  ) async throws(WebREPLError) -> OwnerDoors {
    var webREPL: WebREPLDoor?
    if let section = configuration.webREPL {
      webREPL = try await WebREPLDoor.open(section, for: controller, loader: loader, on: group)
    }
    return OwnerDoors(serial: configuration.console.serial.map { SerialDoor($0, for: controller) }, webREPL: webREPL)
  }

  /// Closes them.
  public func close() async {
    serial?.close()
    await webREPL?.close()
  }
}
