import Glibc
import LoracDiagnostics
import LoracKohya
import LoracLowering
import LoracPlan
import LoracPreparation
import LoracRecipe
import LoracReference
import LoracSchema
import LoracTestSupport
import LoracYAML

/// A folder with a dataset, in which a situation puts the files that it is about.
final class Workplace {
  private let directory: TemporaryDirectory

  /// A new folder.
  init() throws {
    directory = try TemporaryDirectory()
    let pictures = "\(Fixture.root)/_images/square/10_cat"
    for name in try namesInFolder(pictures) {
      try write(try readFile("\(pictures)/\(name)"), to: "train/10_cat/\(name)")
    }
  }

  /// The folder's path.
  var path: String { directory.path }

  /// Writes a file below the folder.
  func write(_ bytes: [UInt8], to path: String) throws { try directory.write(bytes, to: path) }

  /// Writes a text below the folder.
  func write(_ text: String, to path: String) throws { try directory.write(text, to: path) }

  /// Makes a link below the folder.
  func link(_ path: String, to target: String) throws {
    guard symlink(target, "\(self.path)/\(path)") == 0 else {
      throw LoracTestSupport.FileError(path: path, errorNumber: errno)
    }
  }

  /// Writes a safetensors file of zeros.
  func write(_ tensors: [StoredTensor], metadata: String? = nil, to path: String) throws {
    try write(StoredTensor.file(tensors, metadata: metadata), to: path)
  }

  /// The front end's work on a recipe.
  struct Lowered {
    var recipe: Recipe
    var plan: TrainingPlan
    var sources: PlanSources
  }

  /// The plan of the recipe of `changes` to what all situations share, without its diagnostics; nil if there is none.
  func lower(_ changes: String, mode: PlanCompiler.Mode = .plan) throws -> Lowered? {
    var diagnostics = DiagnosticList()
    return try lower(changes, mode, &diagnostics)
  }

  /// What is reported about a recipe that is as all situations have it, but for `changes`.
  func check(_ changes: String, mode: PlanCompiler.Mode = .plan) throws -> [Diagnostic] {
    var diagnostics = DiagnosticList()
    _ = try lower(changes, mode, &diagnostics)
    return diagnostics.sorted
  }

  /// What is reported when the recipe's command is written for `shell`, with side files in `sideFolder`.
  func emit(
    _ changes: String, target: KohyaTarget = .current, shell: Shell = .bash, sideFolder: String? = nil
  ) throws -> [Diagnostic] {
    guard let lowered = try lower(changes) else { return [] }
    var problems: [EmissionProblem] = []
    let emission = KohyaEmission(lowered.plan, .init(target: target, sideFolder: sideFolder), problems: &problems)
    do throws(QuotingProblem) { _ = try emission.invocation.commandText(shell, .oneLine) } catch {
      problems.append(.quoting(error))
    }
    return problems.map { $0.diagnostic.placed(at: $0.field, of: lowered.recipe, lowered.sources) }
  }

  /// Blocks of a recipe that situations replace, in order.
  private static let blocks = [
    ("lorac", "lorac: 1"), ("extends", "extends: realistic"), ("name", "name: cat"),
    ("model", "model: {base: models/base.safetensors, family: sd15}"), ("dataset", "dataset: {images: [train/10_cat]}"),
    ("train", "train: {seed: 42, mixed_precision: no}"), ("save", "save: {precision: fp16}"),
  ]

  /// The recipe whose blocks are those that `changes` has, else those that all share.
  private func recipe(_ changes: String) -> SourceFile {
    let lines = changes.split(separator: "\n")
    let kept = Self.blocks.filter { block in !lines.contains { $0.hasPrefix("\(block.0):") } }.map(\.1)
    return SourceFile(
      name: "\(path)/recipe.yaml", text: (kept + lines.map(String.init)).map { "\($0)\n" }.joined())
  }

  private func lower(
    _ changes: String, _ mode: PlanCompiler.Mode, _ diagnostics: inout DiagnosticList
  ) throws -> Lowered? {
    let file = recipe(changes)
    guard let layers = RecipeLoader().load(file, into: &diagnostics) else { return nil }
    let recipe = Resolver().resolve(layers, recipe: file, into: &diagnostics)
    RecipeRules.check(recipe, into: &diagnostics)
    let compiled = PlanCompiler(store: PreparationStore("\(path)/cache")).plan(recipe, mode: mode, into: &diagnostics)
    return compiled.map { Lowered(recipe: recipe, plan: $0.plan, sources: $0.sources) }
  }
}
