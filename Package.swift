// swift-tools-version: 6.2
import PackageDescription

// A target may import only targets that stand above it in this file.
// `swift build --explicit-target-dependency-import-check error` enforces it; see docs/architecture.md.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Loops over large data must be fast in a debug build too; where nothing else is said, they give the same bits on every
// CPU.
let kernelSettings: [CSetting] = [
  .unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno", "-Wall", "-Wextra", "-Werror"])
]

let package = Package(
  name: "lorac",
  products: [
    // Only the package in Tests/Fuzz uses it.
    .library(name: "LoracFuzzing", targets: ["LoracFuzzing"])
  ],
  dependencies: [
    // Parses the command line, writes help and shell completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Starts and supervises kohya; without its Foundation trait, which would bring Foundation into the binary.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // MARK: C libraries
    // statfs(2), which the Glibc module leaves out.
    .systemLibrary(name: "CFileSystemStatus"),
    .systemLibrary(name: "CJSONC", pkgConfig: "json-c", providers: [.apt(["libjson-c-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
    .systemLibrary(name: "CWebP", pkgConfig: "libwebpdemux", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CLoracImages", dependencies: ["CLCMS", "CPNG", "CTurboJPEG", "CWebP", "CZlib"],
      cSettings: kernelSettings),

    // Products of matrices; opened when they are needed, see LoracTensor/BLAS.swift.
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),

    // MARK: C kernels
    .target(name: "CLoracKernels", cSettings: kernelSettings),

    // MARK: Random numbers
    .target(name: "LoracRandom", dependencies: ["CLoracKernels"], swiftSettings: settings),
    // Tables of the tokenizer, embedded from files of Data.
    .target(name: "CLoracTokenizerTables", exclude: ["Data"]),

    // MARK: Optimizers
    .target(name: "LoracOptimizers", dependencies: ["CLoracKernels"], swiftSettings: settings),

    // MARK: Ground
    .target(name: "LoracDiagnostics", swiftSettings: settings),
    .target(name: "LoracJSON", dependencies: ["CJSONC"], swiftSettings: settings),
    .target(
      name: "LoracDiagnosticRendering", dependencies: ["LoracDiagnostics", "LoracJSON"], swiftSettings: settings),

    .target(name: "LoracFiles", swiftSettings: settings),
    .target(name: "LoracParallel", swiftSettings: settings),
    .target(name: "LoracHash", dependencies: ["CLoracKernels"], swiftSettings: settings),
    .target(name: "LoracTensorBoard", dependencies: ["LoracFiles"], swiftSettings: settings),

    // MARK: Front end
    .target(name: "LoracYAML", dependencies: ["CLibYAML", "LoracDiagnostics"], swiftSettings: settings),

    // MARK: kohya's arguments
    .target(
      name: "LoracKohyaArguments", dependencies: ["LoracJSON"],
      resources: [
        .embedInCode("Data/accelerate-arguments.json"), .embedInCode("Data/kohya-arguments-2023.json"),
        .embedInCode("Data/kohya-arguments.json"),
      ], swiftSettings: settings),

    .target(
      name: "LoracSchema", dependencies: ["LoracDiagnostics", "LoracYAML"], swiftSettings: settings),

    .target(
      name: "LoracRecipeEdits", dependencies: ["LoracDiagnostics", "LoracSchema", "LoracYAML"], swiftSettings: settings),

    .target(
      name: "LoracPresets", path: "presets",
      resources: [
        .embedInCode("anime.yaml"), .embedInCode("lr-probe.yaml"), .embedInCode("realistic.yaml"),
        .embedInCode("sdxl-anime.yaml"), .embedInCode("sdxl-realistic.yaml"),
      ], swiftSettings: settings),
    .target(
      name: "LoracRecipe",
      dependencies: [
        "LoracDiagnostics", "LoracFiles", "LoracJSON", "LoracKohyaArguments", "LoracPresets", "LoracSchema",
        "LoracYAML",
      ],
      swiftSettings: settings),

    // MARK: Plan
    .target(name: "LoracPlan", swiftSettings: settings),

    .target(name: "LoracPlanText", dependencies: ["LoracJSON", "LoracPlan"], swiftSettings: settings),

    // MARK: Runs read back
    .target(
      name: "LoracRunHistory",
      dependencies: ["LoracFiles", "LoracJSON", "LoracPlan", "LoracPlanText", "LoracTensorBoard"],
      swiftSettings: settings),

    // MARK: The learning-rate finder
    .target(
      name: "LoracRateFinder",
      dependencies: [
        "LoracDiagnostics", "LoracJSON", "LoracPlanText", "LoracRecipe", "LoracRecipeEdits", "LoracSchema",
        "LoracTensorBoard",
      ], swiftSettings: settings),

    // MARK: Models
    .target(name: "LoracArchitectures", swiftSettings: settings),
    .target(
      name: "LoracWeights",
      dependencies: [
        "CLoracKernels", "LoracArchitectures", "LoracDiagnostics", "LoracFiles", "LoracHash", "LoracJSON",
      ], swiftSettings: settings),

    // MARK: A plan in the words of the numerics
    .target(
      name: "LoracPlanSettings", dependencies: ["LoracArchitectures", "LoracOptimizers", "LoracPlan"],
      swiftSettings: settings),

    // MARK: Images
    .target(
      name: "LoracDataset", dependencies: ["CFileSystemStatus", "LoracHash", "LoracParallel", "LoracRandom"],
      swiftSettings: settings),

    .target(name: "LoracImages", dependencies: ["CLoracImages"], swiftSettings: settings),
    .target(name: "LoracCropping", dependencies: ["LoracImages"], swiftSettings: settings),
    .target(name: "LoracLatentCache", dependencies: ["CZlib", "LoracFiles"], swiftSettings: settings),

    // MARK: ONNX models
    // ONNX Runtime is opened when it is needed; its functions by position, and loops over pixels.
    .target(name: "CLoracONNX", cSettings: kernelSettings),
    .target(name: "LoracONNX", dependencies: ["CLoracONNX", "LoracFiles", "LoracImages"], swiftSettings: settings),
    .target(name: "LoracFaces", dependencies: ["LoracImages", "LoracONNX"], swiftSettings: settings),
    .target(
      name: "LoracMatting", dependencies: ["CLoracONNX", "LoracFiles", "LoracImages", "LoracONNX"],
      swiftSettings: settings),
    .target(
      name: "LoracTaggers", dependencies: ["CLoracONNX", "LoracImages", "LoracJSON", "LoracONNX"],
      swiftSettings: settings),

    // MARK: Captions
    .target(name: "LoracTokenizer", dependencies: ["CLoracTokenizerTables"], swiftSettings: settings),
    .target(name: "LoracPrompts", dependencies: ["LoracJSON", "LoracTokenizer"], swiftSettings: settings),
    .target(
      name: "LoracTags", dependencies: ["LoracDiagnostics"],
      resources: [.embedInCode("Data/tag-groups.txt"), .embedInCode("Data/tag-implications.txt")],
      swiftSettings: settings),
    .target(
      name: "LoracTagReport", dependencies: ["LoracDiagnosticRendering", "LoracJSON", "LoracTags", "LoracTokenizer"],
      swiftSettings: settings),

    // MARK: Prepared copies
    .target(
      name: "LoracPreparation",
      dependencies: [
        "LoracCropping", "LoracDataset", "LoracFiles", "LoracHash", "LoracImages", "LoracJSON", "LoracTaggers",
        "LoracTags",
      ],
      swiftSettings: settings),

    // MARK: Batches
    .target(
      name: "LoracBatches", dependencies: ["LoracDataset", "LoracPlan", "LoracRandom"], swiftSettings: settings),

    // MARK: Numerics
    .target(name: "LoracTensor", dependencies: ["CLoracKernels", "COpenBLAS"], swiftSettings: settings),
    .target(name: "LoracGraph", dependencies: ["LoracTensor"], swiftSettings: settings),
    .target(
      name: "LoracNetworks", dependencies: ["LoracArchitectures", "LoracGraph", "LoracTensor", "LoracWeights"],
      swiftSettings: settings),
    .target(name: "LoracDiffusion", dependencies: ["CLoracKernels", "LoracRandom"], swiftSettings: settings),
    .target(
      name: "LoracSamplers", dependencies: ["CLoracKernels", "LoracDiffusion", "LoracRandom"], swiftSettings: settings),

    .target(
      name: "LoracSampling",
      dependencies: [
        "LoracArchitectures", "LoracDiagnostics", "LoracDiffusion", "LoracFiles", "LoracGraph", "LoracImages",
        "LoracNetworks", "LoracPrompts", "LoracRandom", "LoracSamplers", "LoracTensor", "LoracWeights",
      ], swiftSettings: settings),

    // MARK: Captions of pictures
    .target(
      name: "LoracCaptioning",
      dependencies: [
        "LoracArchitectures", "LoracFiles", "LoracGraph", "LoracImages", "LoracJSON", "LoracNetworks", "LoracTensor",
        "LoracTokenizer", "LoracWeights",
      ], swiftSettings: settings),

    // MARK: Inspection
    .target(
      name: "LoracEffect", dependencies: ["LoracDiagnostics", "LoracFiles", "LoracImages", "LoracJSON", "LoracPlan"],
      swiftSettings: settings),
    .target(
      name: "LoracInspection",
      dependencies: ["LoracDiagnosticRendering", "LoracFiles", "LoracImages", "LoracJSON", "LoracParallel"],
      swiftSettings: settings),

    // MARK: Advice
    .target(name: "LoracAdvice", dependencies: ["LoracPlanText"], swiftSettings: settings),

    .target(
      name: "LoracRunAdvice",
      dependencies: [
        "LoracAdvice", "LoracDiagnosticRendering", "LoracDiagnostics", "LoracDiffusion", "LoracFiles", "LoracImages",
        "LoracJSON", "LoracParallel", "LoracPlan", "LoracPlanText", "LoracRecipeEdits", "LoracRunHistory", "LoracYAML",
      ], swiftSettings: settings),

    // MARK: Report
    .target(
      name: "LoracReport",
      dependencies: [
        "LoracAdvice", "LoracDiagnosticRendering", "LoracDiagnostics", "LoracEffect", "LoracFiles", "LoracHash",
        "LoracImages", "LoracJSON", "LoracPlan", "LoracPlanText", "LoracRunHistory", "LoracTagReport", "LoracTags",
      ],
      resources: [
        .embedInCode("Page/charts.js"), .embedInCode("Page/live.js"), .embedInCode("Page/page.js"),
        .embedInCode("Page/previews.js"), .embedInCode("Page/report.css"), .embedInCode("Page/theme.js"),
      ], swiftSettings: settings),

    .target(name: "LoracReportServer", swiftSettings: settings),

    // MARK: Lowering
    .target(
      name: "LoracLowering",
      dependencies: [
        "LoracArchitectures", "LoracCropping", "LoracDataset", "LoracDiagnostics", "LoracFiles", "LoracGraph",
        "LoracHash", "LoracImages", "LoracJSON", "LoracKohyaArguments", "LoracNetworks", "LoracOptimizers",
        "LoracParallel", "LoracPlan", "LoracPlanSettings", "LoracPreparation", "LoracPrompts", "LoracRecipe",
        "LoracSamplers", "LoracSchema", "LoracTags", "LoracTensor", "LoracTokenizer", "LoracWeights",
      ],
      swiftSettings: settings),

    // MARK: What the native trainer supports
    .target(
      name: "LoracNativeSupport",
      dependencies: [
        "LoracDiagnostics", "LoracImages", "LoracJSON", "LoracKohyaArguments", "LoracLowering", "LoracOptimizers",
        "LoracPlan", "LoracPlanSettings", "LoracRecipe", "LoracSchema",
      ],
      swiftSettings: settings),

    // MARK: Back ends
    .target(
      name: "LoracKohya",
      dependencies: [
        "LoracDiagnostics", "LoracFiles", "LoracJSON", "LoracKohyaArguments", "LoracPlan", "LoracSamplers",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),

    // MARK: Training
    .target(
      name: "LoracMetadata",
      dependencies: ["LoracJSON", "LoracKohya", "LoracKohyaArguments", "LoracOptimizers", "LoracPlan", "LoracWeights"],
      swiftSettings: settings),

    // MARK: Native training
    .target(
      name: "LoracTrainer",
      dependencies: [
        "LoracArchitectures", "LoracBatches", "LoracDataset", "LoracDiffusion", "LoracFiles", "LoracGraph", "LoracHash",
        "LoracImages", "LoracJSON", "LoracLatentCache", "LoracMetadata", "LoracNetworks", "LoracOptimizers",
        "LoracPlan", "LoracPlanSettings", "LoracPrompts", "LoracRandom", "LoracSamplers", "LoracSampling",
        "LoracTensor", "LoracTokenizer", "LoracWeights",
      ], swiftSettings: settings),

    // MARK: Making prepared copies
    .target(
      name: "LoracPreparer",
      dependencies: [
        "LoracCaptioning", "LoracCropping", "LoracDataset", "LoracDiagnostics", "LoracFaces", "LoracFiles",
        "LoracImages", "LoracMatting",
        "LoracONNX",
        "LoracParallel", "LoracPreparation", "LoracTaggers",
      ], swiftSettings: settings),

    // MARK: Run folders
    .target(
      name: "LoracRunLog",
      dependencies: [
        "LoracBatches", "LoracDiagnostics", "LoracFiles", "LoracImages", "LoracJSON", "LoracOptimizers", "LoracPlan",
        "LoracTensor", "LoracTensorBoard", "LoracTrainer", "LoracWeights",
      ], swiftSettings: settings),

    // MARK: Reference
    .target(
      name: "LoracReference",
      dependencies: [
        "LoracAdvice", "LoracDiagnostics", "LoracEffect", "LoracJSON", "LoracKohya", "LoracKohyaArguments",
        "LoracLowering", "LoracNativeSupport", "LoracPreparer", "LoracRateFinder", "LoracRecipe", "LoracReport",
        "LoracRunAdvice",
        "LoracRunLog", "LoracSampling", "LoracSchema", "LoracTags", "LoracWeights", "LoracYAML",
      ], swiftSettings: settings),

    // MARK: Command line
    .executableTarget(
      name: "lorac",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "LoracAdvice", "LoracArchitectures",
        "LoracDataset",
        "LoracDiagnosticRendering", "LoracDiagnostics", "LoracEffect", "LoracFiles", "LoracHash",
        "LoracImages", "LoracInspection", "LoracJSON", "LoracKohya",
        "LoracLowering", "LoracMetadata", "LoracNativeSupport", "LoracONNX", "LoracPlan", "LoracPlanText",
        "LoracParallel", "LoracPreparation", "LoracPreparer", "LoracPresets", "LoracPrompts", "LoracRateFinder",
        "LoracRecipe", "LoracRecipeEdits",
        "LoracReference", "LoracReport", "LoracReportServer", "LoracRunAdvice", "LoracRunHistory", "LoracRunLog",
        "LoracSamplers", "LoracSampling", "LoracSchema", "LoracTagReport", "LoracTags", "LoracTensor",
        "LoracTensorBoard", "LoracTrainer",
        "LoracWeights",
        "LoracYAML",
      ], swiftSettings: settings),

    // MARK: Tests
    // Loops over large data must be fast in a debug build too.
    .target(name: "CLoracTestSupport", path: "Tests/CLoracTestSupport", cSettings: kernelSettings),
    .target(
      name: "LoracTestSupport", dependencies: ["CLoracTestSupport", "LoracDiagnostics", "LoracJSON"],
      path: "Tests/LoracTestSupport",
      swiftSettings: settings),
    .target(
      name: "LoracONNXTestSupport", dependencies: ["LoracImages", "LoracONNX", "LoracTestSupport"],
      path: "Tests/LoracONNXTestSupport", swiftSettings: settings),
    .testTarget(
      name: "LoracONNXTests",
      dependencies: ["LoracImages", "LoracONNX", "LoracONNXTestSupport", "LoracTestSupport"],
      exclude: ["Models"], swiftSettings: settings),
    .testTarget(
      name: "LoracFacesTests",
      dependencies: ["LoracFaces", "LoracImages", "LoracONNX", "LoracONNXTestSupport", "LoracTestSupport"],
      exclude: ["Models", "Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracMattingTests",
      dependencies: ["LoracImages", "LoracMatting", "LoracONNX", "LoracONNXTestSupport", "LoracTestSupport"],
      exclude: ["Models", "Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracTaggersTests",
      dependencies: [
        "LoracHash", "LoracImages", "LoracJSON", "LoracONNX", "LoracONNXTestSupport", "LoracTaggers",
        "LoracTestSupport",
      ], exclude: ["Models", "Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracOptimizersTests",
      dependencies: ["CLoracKernels", "LoracJSON", "LoracOptimizers", "LoracTestSupport"], exclude: ["Reference"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracRunLogTests",
      dependencies: [
        "LoracBatches", "LoracDiagnostics", "LoracFiles", "LoracImages", "LoracJSON", "LoracOptimizers", "LoracPlan",
        "LoracRunLog", "LoracTensorBoard", "LoracTestSupport", "LoracTrainer",
      ], exclude: ["Reference"], swiftSettings: settings),
    .target(
      name: "LoracRunTestSupport", dependencies: ["LoracPlan", "LoracPlanText", "LoracTestSupport"],
      path: "Tests/LoracRunTestSupport", swiftSettings: settings),
    .testTarget(
      name: "LoracReportTests",
      dependencies: [
        "LoracAdvice", "LoracEffect", "LoracFiles", "LoracImages", "LoracJSON", "LoracPlan", "LoracReport",
        "LoracReportServer", "LoracRunHistory", "LoracRunTestSupport", "LoracTestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "LoracTensorBoardTests", dependencies: ["LoracFiles", "LoracJSON", "LoracTensorBoard", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(name: "LoracReportServerTests", dependencies: ["LoracReportServer"], swiftSettings: settings),
    .testTarget(
      name: "LoracRunHistoryTests",
      dependencies: [
        "LoracFiles", "LoracJSON", "LoracRunHistory", "LoracRunTestSupport", "LoracTensorBoard", "LoracTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LoracPreparationTests",
      dependencies: [
        "LoracCropping", "LoracFiles", "LoracImages", "LoracPreparation", "LoracTags", "LoracTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LoracPreparerTests",
      dependencies: [
        "LoracCropping", "LoracDataset", "LoracFiles", "LoracImages", "LoracONNX", "LoracONNXTestSupport",
        "LoracPreparation", "LoracPreparer", "LoracTags", "LoracTestSupport",
      ], swiftSettings: settings),
    .testTarget(name: "LoracParallelTests", dependencies: ["LoracParallel"], swiftSettings: settings),
    .testTarget(name: "LoracHashTests", dependencies: ["LoracHash"], swiftSettings: settings),
    .testTarget(
      name: "LoracRandomTests", dependencies: ["LoracHash", "LoracRandom", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracBatchesTests",
      dependencies: ["LoracBatches", "LoracJSON", "LoracPlan", "LoracRandom", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "LoracImages", "LoracJSON", "LoracONNX", "LoracONNXTestSupport", "LoracPlan", "LoracRunTestSupport",
        "LoracSamplers",
        "LoracSampling", "LoracTensorBoard", "LoracTestSupport", "lorac",
      ],
      exclude: ["Fixtures", "Snapshots"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracDiagnosticsTests", dependencies: ["LoracDiagnostics", "LoracTestSupport"], swiftSettings: settings),
    .testTarget(
      name: "LoracDiagnosticRenderingTests",
      dependencies: ["LoracDiagnostics", "LoracJSON", "LoracDiagnosticRendering", "LoracTestSupport"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "LoracRecipeTests", dependencies: ["LoracDiagnostics", "LoracRecipe", "LoracSchema"],
      swiftSettings: settings),
    .target(
      name: "LoracFuzzing",
      dependencies: [
        "LoracDiagnosticRendering", "LoracDiagnostics", "LoracJSON", "LoracKohya", "LoracLowering", "LoracPlan",
        "LoracPlanText", "LoracRecipe", "LoracReference", "LoracYAML",
      ], path: "Tests/LoracFuzzing",
      swiftSettings: settings),
    .testTarget(
      name: "LoracFuzzingTests", dependencies: ["LoracFuzzing", "LoracJSON", "LoracTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracGraphTests", dependencies: ["LoracGraph", "LoracJSON", "LoracTensor", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracTensorTests", dependencies: ["LoracTensor", "LoracTestSupport"], swiftSettings: settings),
    .testTarget(name: "LoracFilesTests", dependencies: ["LoracFiles", "LoracTestSupport"], swiftSettings: settings),
    .testTarget(
      name: "LoracJSONTests", dependencies: ["LoracJSON", "LoracTestSupport"], exclude: ["Reference"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracYAMLTests", dependencies: ["LoracDiagnostics", "LoracJSON", "LoracTestSupport", "LoracYAML"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracRecipeEditsTests",
      dependencies: ["LoracDiagnostics", "LoracRecipeEdits", "LoracTestSupport", "LoracYAML"], swiftSettings: settings),
    .testTarget(
      name: "LoracRateFinderTests",
      dependencies: [
        "LoracDiagnostics", "LoracJSON", "LoracOptimizers", "LoracRateFinder", "LoracRecipe", "LoracRecipeEdits",
        "LoracSchema", "LoracTensorBoard", "LoracTestSupport",
      ], exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "LoracKohyaArgumentsTests", dependencies: ["LoracJSON", "LoracKohyaArguments", "LoracTestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "LoracArchitecturesTests", dependencies: ["LoracArchitectures", "LoracJSON", "LoracTestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "LoracReferenceTests",
      dependencies: [
        "LoracDiagnosticRendering", "LoracDiagnostics", "LoracJSON", "LoracKohya", "LoracKohyaArguments",
        "LoracNativeSupport", "LoracPlan",
        "LoracPresets",
        "LoracRecipe", "LoracReference", "LoracSchema", "LoracTestSupport", "LoracYAML",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LoracWeightsTests",
      dependencies: ["LoracArchitectures", "LoracDiagnostics", "LoracJSON", "LoracTestSupport", "LoracWeights"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracMetadataTests",
      dependencies: [
        "LoracJSON", "LoracMetadata", "LoracOptimizers", "LoracPlan", "LoracTestSupport", "LoracWeights",
      ], exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "LoracDatasetTests", dependencies: ["LoracDataset", "LoracJSON", "LoracRandom", "LoracTestSupport"],
      exclude: ["Images", "Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracImagesTests", dependencies: ["LoracImages", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracCroppingTests", dependencies: ["LoracCropping", "LoracImages", "LoracTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracSamplersTests", dependencies: ["LoracRandom", "LoracSamplers", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracSamplingTests",
      dependencies: [
        "LoracArchitectures", "LoracDiagnostics", "LoracImages", "LoracPrompts", "LoracSamplers", "LoracSampling",
        "LoracTestSupport", "LoracWeights",
      ], exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracDiffusionTests", dependencies: ["LoracDiffusion", "LoracRandom", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracEffectTests",
      dependencies: ["LoracDiagnostics", "LoracEffect", "LoracFiles", "LoracImages", "LoracPlan", "LoracTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracInspectionTests",
      dependencies: ["LoracDiagnosticRendering", "LoracImages", "LoracInspection", "LoracJSON", "LoracTestSupport"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "LoracAdviceTests", dependencies: ["LoracAdvice", "LoracJSON", "LoracTestSupport"], exclude: ["Reference"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracRunAdviceTests",
      dependencies: [
        "LoracAdvice", "LoracDiagnosticRendering", "LoracFiles", "LoracImages", "LoracJSON", "LoracPlan",
        "LoracPlanText",
        "LoracRunAdvice", "LoracRunHistory",
        "LoracRunTestSupport", "LoracTestSupport",
      ], exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracTagReportTests",
      dependencies: ["LoracDiagnosticRendering", "LoracJSON", "LoracTagReport", "LoracTags", "LoracTestSupport"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "LoracTagsTests", dependencies: ["LoracDiagnostics", "LoracJSON", "LoracTags", "LoracTestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracCaptioningTests",
      dependencies: [
        "LoracArchitectures", "LoracCaptioning", "LoracImages", "LoracJSON", "LoracTestSupport", "LoracWeights",
      ],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracPromptsTests", dependencies: ["LoracJSON", "LoracPrompts", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracTokenizerTests", dependencies: ["LoracJSON", "LoracTestSupport", "LoracTokenizer"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracLatentCacheTests", dependencies: ["LoracLatentCache", "LoracTestSupport"],
      exclude: ["Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracPlanSettingsTests",
      dependencies: ["LoracArchitectures", "LoracOptimizers", "LoracPlan", "LoracPlanSettings"],
      swiftSettings: settings),
    .testTarget(
      name: "LoracLoweringTests",
      dependencies: [
        "LoracDiagnostics", "LoracJSON", "LoracLowering", "LoracOptimizers", "LoracPlan",
        "LoracPreparation", "LoracRecipe", "LoracSamplers", "LoracSchema", "LoracTestSupport",
      ], exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "LoracNativeSupportTests",
      dependencies: [
        "LoracDiagnostics", "LoracJSON", "LoracKohyaArguments", "LoracLowering", "LoracNativeSupport", "LoracPlan",
        "LoracRecipe", "LoracSchema", "LoracTestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "LoracArchitectures", "LoracBatches", "LoracDiagnosticRendering", "LoracDiagnostics", "LoracEffect",
        "LoracFaces",
        "LoracFiles",
        "LoracImages",
        "LoracKohya", "LoracLowering", "LoracMatting", "LoracNativeSupport", "LoracONNX", "LoracPlan",
        "LoracPreparation", "LoracPreparer",
        "LoracPresets", "LoracPrompts", "LoracRateFinder", "LoracRecipe", "LoracReference", "LoracReport",
        "LoracRunAdvice", "LoracRunLog",
        "LoracSampling", "LoracSchema", "LoracTaggers", "LoracTags", "LoracTensor", "LoracTestSupport", "LoracTrainer",
        "LoracWeights", "LoracYAML",
      ], exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "LoracNetworksTests",
      dependencies: [
        "LoracArchitectures", "LoracGraph", "LoracNetworks", "LoracTensor", "LoracTestSupport", "LoracWeights",
      ], exclude: ["Reference", "Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "LoracTrainerTests",
      dependencies: [
        "LoracArchitectures", "LoracDiagnostics", "LoracFiles", "LoracGraph", "LoracJSON", "LoracLowering",
        "LoracNetworks", "LoracPlan", "LoracRecipe", "LoracTensor", "LoracTestSupport", "LoracTrainer", "LoracWeights",
        "LoracYAML",
      ], exclude: ["Recipes", "Reference"], swiftSettings: settings),
    .testTarget(
      name: "LoracKohyaTests",
      dependencies: [
        "LoracDiagnostics", "LoracFiles", "LoracJSON", "LoracKohya", "LoracPlan", "LoracSamplers", "LoracTestSupport",
      ],
      exclude: ["Logs"], swiftSettings: settings),
  ]
)
