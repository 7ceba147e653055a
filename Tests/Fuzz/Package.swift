// swift-tools-version: 6.2
import PackageDescription

// Built and run as Tests/Fuzz/run.sh says; the flags must not reach the main package.
let package = Package(
  name: "lorac-fuzz",
  dependencies: [.package(name: "lorac", path: "../..")],
  targets: [
    .executableTarget(name: "FuzzRecipe", dependencies: [.product(name: "LoracFuzzing", package: "lorac")]),
    .executableTarget(name: "FuzzPlan", dependencies: [.product(name: "LoracFuzzing", package: "lorac")]),
  ]
)
