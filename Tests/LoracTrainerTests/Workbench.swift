import LoracArchitectures
import LoracDiagnostics
import LoracLowering
import LoracPlan
import LoracRecipe
import LoracTestSupport
import LoracYAML
import Testing

/// All tests that train; they share one base model, and one after another they do not fight for processors.
@Suite("Training", .serialized, .workbench) enum TrainingTests {}

/// A folder with a small base model and pictures, the same files as Tests/Tools/trainer_reference.py makes.
struct Workbench: Sendable {
  /// The folder that all tests share; set while ``TrainingTests`` runs.
  @TaskLocal static var current: Workbench?

  /// The folder's path.
  let path: String

  static let configuration = StableDiffusionConfiguration(
    unet: UNetConfiguration(
      architecture: UNetArchitecture(
        naming: .diffusers, levelChannels: [32, 64, 128, 128], transformerDepths: [1, 1, 1, 0],
        middleTransformerDepth: 1, contextWidth: 32, projection: .convolution1x1)),
    textEncoder: CLIPTextConfiguration(width: 32, feedForwardWidth: 128, layerCount: 12, headCount: 4),
    autoencoder: AutoencoderConfiguration(blockChannels: [32, 64, 128, 128]))

  static let pictures: [(name: String, width: Int, height: Int, caption: String)] = [
    ("pictures/p0", 128, 128, "moka, a cat, sitting, red scarf"),
    ("pictures/p1", 128, 128, "moka, a (cat:1.3), [blue sky], ((sun))"),
    (
      "pictures/p2", 64, 128,
      "moka, " + (0..<12).map { "a very long description of thing \($0) in the garden" }.joined(separator: ", ")
    ),
    ("pictures/p3", 128, 64, "moka"),
    ("pictures/p4", 150, 140, "moka, sleeping, (on a (red:0.5) chair:1.1)"),
    ("pictures/p5", 70, 190, "moka, a tree"),
    ("pictures/p6", 192, 100, "moka, two cats, snow"),
    ("regularization/r0", 128, 128, "a cat"),
    ("regularization/r1", 64, 128, "a cat, sitting"),
  ]

  /// Writes base model and pictures below `path`.
  init(at path: String) throws {
    self.path = path
    let prefixes = [
      "unet.": "model.diffusion_model.", "text_encoder.": "cond_stage_model.transformer.", "vae.": "first_stage_model.",
    ]
    let tensors = Self.configuration.tensors.map { tensor in
      let prefix = prefixes.first { tensor.name.hasPrefix($0.key) }?.value ?? ""
      return SeededModel.Tensor(
        storedName: prefix + tensor.originalName, canonicalName: tensor.name, shape: tensor.shape)
    }
    try SeededModel(tensors).write(to: "\(path)/base.safetensors")
    try Self.writePictures(to: path)
  }

  /// Writes the pictures and their captions below `path`.
  static func writePictures(to path: String) throws {
    for (name, width, height, caption) in pictures {
      try writeFile(bitmap(name, width: width, height: height), to: "\(path)/\(name).bmp")
      try writeFile(Array(caption.utf8), to: "\(path)/\(name).txt")
    }
  }

  /// A BMP file of 24 bits, rows from the bottom up.
  private static func bitmap(_ name: String, width: Int, height: Int) -> [UInt8] {
    let values = SeededNumbers.values("picture.\(name)", count: 3 * width * height)
    let rowLength = (3 * width + 3) / 4 * 4
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
    var bytes = Array("BM".utf8) + little(54 + rowLength * height, 4) + little(0, 4) + little(54, 4)
    bytes += little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2)
    bytes += little(0, 4) + little(rowLength * height, 4) + little(3780, 4) + little(3780, 4) + little(0, 8)
    for row in (0..<height).reversed() {
      for column in 0..<width {
        let at = 3 * (row * width + column)
        // Blue comes first.
        for channel in [2, 1, 0] { bytes.append(UInt8((values[at + channel] + 1) * 127.5)) }
      }
      bytes += [UInt8](repeating: 0, count: rowLength - 3 * width)
    }
    return bytes
  }

  /// The plan of a recipe of the folder `Recipes`, with `changes` as after `--set`; files are saved in `folder`/out.
  func plan(_ recipe: String, in folder: String, _ changes: [String] = []) throws -> TrainingPlan {
    try writeFile(try readFile("\(testFolder())/Recipes/\(recipe).yaml"), to: "\(folder)/recipe.yaml")
    var diagnostics = DiagnosticList()
    let layers = try #require(RecipeLoader().load("\(folder)/recipe.yaml", into: &diagnostics))
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    let file = try #require(layers.last?.file)
    let resolved = Resolver().resolve(layers + commandLine, recipe: file, into: &diagnostics)
    let lowered = PlanCompiler().plan(resolved, mode: .run, into: &diagnostics)
    for diagnostic in diagnostics.sorted where diagnostic.severity == .error {
      Issue.record("\(recipe): \(diagnostic.headline)")
    }
    var plan = try #require(lowered).plan
    plan.save.directory = "\(folder)/out"
    return plan
  }
}

/// Makes the workbench before the first test of a suite and removes it after the last.
struct WorkbenchTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let folder = try TemporaryDirectory()
    let bench = try Workbench(at: folder.path)
    try await Workbench.$current.withValue(bench) { try await body() }
  }
}

extension Trait where Self == WorkbenchTrait {
  static var workbench: Self { Self() }
}
