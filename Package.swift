// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: what it may import is the table in doc/architecture.md, guarded by ArchitectureTests.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, path: path, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "akkurat",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "akkurat", targets: ["akkurat"]),
    // For Benchmarks/, a package of its own.
    .library(name: "AkkuratRooms", targets: ["Units", "Bus", "Power", "Mining", "Agent", "Simulator"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    room("Units"),
    .target(name: "CLinuxBus", linkerSettings: [.linkedLibrary("gpiod")]),
    .target(name: "CHash"),
    room("Bus", ["Units", "CLinuxBus"]),
    room("Power", ["Units", "Bus"]),
    room(
      "Mining",
      [
        "Units", "Bus", "CHash",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    room("FirmwareCore", path: "Firmware/MiniPro/Core"),
    room(
      "Simulator",
      [
        "Units", "Bus", "FirmwareCore",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    room(
      "Agent",
      [
        "Units", "Bus", "Power", "Mining",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "Yams", package: "Yams"),
      ],
      // The page is part of the program, so that the command alone is enough.
      resources: ["page.html", "page.css", "page.js", "icon.svg", "manifest.webmanifest"].map {
        .embedInCode("Web/Page/\($0)")
      }),
    .executableTarget(
      name: "akkurat",
      dependencies: [
        "Agent", "Simulator", "Units", "Bus", "Power", "Mining",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    tests("UnitsTests", ["Units"]),
    tests("BusTests", ["Bus", "Units", "CLinuxBus"]),
    tests("PowerTests", ["Power", "Bus", "Units"], resources: [.copy("Data")]),
    tests(
      "MiningTests",
      [
        "Mining", "Simulator", "FirmwareCore", "Bus", "Units", "CHash",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    tests("FirmwareCoreTests", ["FirmwareCore"]),
    tests(
      "SimulatorTests",
      [
        "Simulator", "Bus", "Units",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    tests(
      "AgentTests",
      [
        "Agent", "Simulator", "Power", "Mining", "Bus", "Units",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], resources: [.copy("History/Data")]),
    tests(
      "CommandTests",
      [
        "akkurat", "Agent", "Simulator", "Power", "Mining", "Bus", "Units",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests("ArchitectureTests"),
  ],
  swiftLanguageModes: [.v6]
)
