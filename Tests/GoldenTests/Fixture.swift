import LoracDiagnosticRendering
import LoracDiagnostics
import LoracLowering
import LoracNativeSupport
import LoracRecipe
import LoracReference
import LoracSchema
import LoracTestSupport
import LoracYAML
import Testing

/// A recipe of the folder `Fixtures` and what the front end says about it.
///
/// Lines `# set: key=value` at the top of a recipe stand for `--set` arguments. Environment variables are not set. The
/// dataset is read, and the plan made, only where a fixture is about them: no other fixture has one. Their
/// images are written by `Tests/Tools/golden_images.py`.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// The folder of all fixtures, below the test file's.
  static let root = testFolder() + "/Fixtures"

  /// The folder below ``root``, such as `invalid/LR0401`.
  var folder: String
  /// The file name.
  var name: String

  /// The absolute path without `.yaml`.
  var stem: String { "\(Self.root)/\(folder)/\(name.dropLast(5))" }
  /// The recipe's path below ``root``.
  var testDescription: String { "\(folder)/\(name)" }

  /// All recipes below `Fixtures/area`, in order of their paths, without those that show the result of a fix and those
  /// that others extend, which begin with an underscore.
  static func all(in area: String) -> [Fixture] {
    let folders = (try? namesInFolder("\(root)/\(area)")) ?? []
    return folders.flatMap { folder in
      let names = (try? namesInFolder("\(root)/\(area)/\(folder)")) ?? []
      return names.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".fixed.yaml") && !$0.hasPrefix("_") }
        .map { Fixture(folder: "\(area)/\(folder)", name: $0) }
    }
  }

  /// The recipe's bytes.
  func bytes() throws -> [UInt8] { try readFile("\(stem).yaml") }

  /// Whether the dataset belongs to what the fixture shows.
  private var hasDataset: Bool {
    guard let last = folder.split(separator: "/").last else { return false }
    return last.hasPrefix("LR05") || last.hasPrefix("LR09") || last.hasPrefix("LR100") || last == "plans"
      || isAboutNativeTrainer
  }

  /// Whether what the native trainer does not do belongs to it.
  private var isAboutNativeTrainer: Bool {
    guard let last = folder.split(separator: "/").last else { return false }
    return NativeDiagnostics.codes.contains { $0.id == last } || last == "native"
  }

  /// Whether lints of plans do: the datasets of other fixtures are too small for them.
  private var hasLints: Bool {
    guard let last = folder.split(separator: "/").last else { return false }
    return PlanLints.codes.contains { $0.id == last } || last == "plans"
  }

  /// What is reported about the recipe with `bytes`; the base model, which no fixture has, is not called missing.
  func diagnostics(of bytes: [UInt8]) -> [Diagnostic] {
    let file = SourceFile(name: "\(stem).yaml", bytes: bytes)
    var diagnostics = DiagnosticList()
    if let layers = RecipeLoader().load(file, into: &diagnostics) {
      let changes = arguments(file).compactMap { CommandLineLayer().read($0, into: &diagnostics) }
      let recipe = Resolver().resolve(layers + changes, recipe: file, into: &diagnostics)
      let isSound = !diagnostics.hasErrors
      RecipeRules.check(recipe, into: &diagnostics)
      if isSound, hasDataset, let (plan, sources) = PlanCompiler().plan(recipe, mode: .plan, into: &diagnostics) {
        if hasLints { PlanLints.check(plan, recipe, into: &diagnostics) }
        if isAboutNativeTrainer, recipe[RunFields.backend] == "native" {
          NativeCheck.check(plan, recipe: recipe, sources: sources, into: &diagnostics)
        }
      }
    }
    diagnostics.removeAll { $0.code.slug == "model-missing" }
    Suppression.apply(to: &diagnostics, of: file, catalogue: DiagnosticCatalogue.all)
    return diagnostics.sorted
  }

  /// The diagnostics in every format, without the folder of the fixtures.
  func rendered(_ diagnostics: [Diagnostic]) -> RenderedDiagnostics {
    RenderedDiagnostics(diagnostics, without: ["\(Self.root)/\(folder)/", "\(Self.root)/"])
  }

  private func arguments(_ file: SourceFile) -> [String] {
    file.text(0..<file.bytes.count).split(separator: "\n").prefix { $0.hasPrefix("#") }.compactMap { line in
      line.hasPrefix("# set: ") ? String(line.dropFirst("# set: ".count)) : nil
    }
  }
}
