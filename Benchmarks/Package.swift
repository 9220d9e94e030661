// swift-tools-version: 6.1
import PackageDescription

// Speed and thrift, measured with a peer or a bound in the same run: see Benchmarks/README.md.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "akkurat", path: ".."),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .executableTarget(
      name: "hashing",
      dependencies: [
        .product(name: "AkkuratRooms", package: "akkurat"), .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .executableTarget(
      name: "thrift",
      dependencies: [
        .product(name: "AkkuratRooms", package: "akkurat"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
  ]
)
