// swift-tools-version: 6.2
import PackageDescription

// Times BLIP; run by Benchmarks/captions.py. A package of its own, over links to the sources it needs, as that of
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
  name: "lorac-captions",
  targets: [
    .systemLibrary(name: "CJSONC", pkgConfig: "json-c"),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng"),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libjpeg"),
    .systemLibrary(name: "CWebP", pkgConfig: "libwebpdemux"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2"),
    .systemLibrary(name: "COpenBLAS"),
    .target(
      name: "CLoracImages", dependencies: ["CLCMS", "CPNG", "CTurboJPEG", "CWebP", "CZlib"], cSettings: kernelSettings),
    .target(name: "CLoracKernels", cSettings: kernelSettings),
    .target(name: "CLoracTokenizerTables", exclude: ["Data"]),
    .target(name: "LoracDiagnostics", swiftSettings: settings),
    .target(name: "LoracJSON", dependencies: ["CJSONC"], swiftSettings: settings),
    .target(name: "LoracFiles", swiftSettings: settings),
    .target(name: "LoracHash", dependencies: ["CLoracKernels"], swiftSettings: settings),
    .target(name: "LoracArchitectures", swiftSettings: settings),
    .target(
      name: "LoracWeights",
      dependencies: [
        "CLoracKernels", "LoracArchitectures", "LoracDiagnostics", "LoracFiles", "LoracHash", "LoracJSON",
      ], swiftSettings: settings),
    .target(name: "LoracImages", dependencies: ["CLoracImages"], swiftSettings: settings),
    .target(name: "LoracTokenizer", dependencies: ["CLoracTokenizerTables"], swiftSettings: settings),
    .target(name: "LoracTensor", dependencies: ["CLoracKernels", "COpenBLAS"], swiftSettings: settings),
    .target(name: "LoracGraph", dependencies: ["LoracTensor"], swiftSettings: settings),
    .target(
      name: "LoracNetworks", dependencies: ["LoracArchitectures", "LoracGraph", "LoracTensor", "LoracWeights"],
      swiftSettings: settings),
    .target(
      name: "LoracCaptioning",
      dependencies: [
        "LoracArchitectures", "LoracFiles", "LoracGraph", "LoracImages", "LoracJSON", "LoracNetworks", "LoracTensor",
        "LoracTokenizer", "LoracWeights",
      ], swiftSettings: settings),
    .executableTarget(
      name: "CaptionTimes", dependencies: ["LoracCaptioning", "LoracFiles", "LoracImages", "LoracTensor"],
      swiftSettings: settings),
  ]
)
