// swift-tools-version: 6.2
import PackageDescription

// Times single operations; run by Benchmarks/operations.py. A package of its own, over links to the sources it needs, so
// that it builds in a minute and the main package has no target for it.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "lorac-operations",
  targets: [
    .systemLibrary(name: "COpenBLAS"),
    // The flags of the main package, without which the figures would be of another program.
    .target(
      name: "CLoracKernels",
      cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno", "-Wall", "-Wextra", "-Werror"])]),
    .target(name: "LoracTensor", dependencies: ["CLoracKernels", "COpenBLAS"], swiftSettings: settings),
    .target(name: "LoracGraph", dependencies: ["LoracTensor"], swiftSettings: settings),
    .executableTarget(name: "OperationTimes", dependencies: ["LoracGraph", "LoracTensor"], swiftSettings: settings),
  ]
)
