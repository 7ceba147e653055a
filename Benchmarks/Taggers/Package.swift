// swift-tools-version: 6.2
import PackageDescription

// Times a tagger; run by Benchmarks/tagger.py. A package of its own, over links to the sources it needs, as that of
// Benchmarks/Operations.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// Those of the main package.
let kernelSettings: [CSetting] = [
  .unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno", "-Wall", "-Wextra", "-Werror"])
]

let package = Package(
  name: "lorac-taggers",
  targets: [
    .systemLibrary(name: "CPNG", pkgConfig: "libpng"),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libjpeg"),
    .systemLibrary(name: "CWebP", pkgConfig: "libwebpdemux"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2"),
    .target(
      name: "CLoracImages", dependencies: ["CLCMS", "CPNG", "CTurboJPEG", "CWebP", "CZlib"], cSettings: kernelSettings),
    .target(name: "CLoracONNX", cSettings: kernelSettings),
    .target(name: "LoracFiles", swiftSettings: settings),
    .target(name: "LoracImages", dependencies: ["CLoracImages"], swiftSettings: settings),
    .target(name: "LoracONNX", dependencies: ["CLoracONNX", "LoracFiles", "LoracImages"], swiftSettings: settings),
    .systemLibrary(name: "CJSONC", pkgConfig: "json-c"),
    .target(name: "LoracJSON", dependencies: ["CJSONC"], swiftSettings: settings),
    .target(
      name: "LoracTaggers", dependencies: ["CLoracONNX", "LoracImages", "LoracJSON", "LoracONNX"],
      swiftSettings: settings),
    .executableTarget(
      name: "TaggerTimes", dependencies: ["LoracFiles", "LoracImages", "LoracONNX", "LoracTaggers"],
      swiftSettings: settings),
  ]
)
