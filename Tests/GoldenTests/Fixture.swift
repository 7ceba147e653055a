import LoracDiagnosticRendering
import LoracDiagnostics
import LoracRecipe
import LoracSchema
import LoracTestSupport
import LoracYAML
import Testing

/// A recipe of the folder `Fixtures` and what the front end says about it.
///
/// Lines `# set: key=value` at the top of a recipe stand for `--set` arguments. Environment variables are not set.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// The folder of all fixtures, below the test file's.
  static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Fixtures"

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

  /// What the front end reports about the recipe with `bytes`.
  func diagnostics(of bytes: [UInt8]) -> [Diagnostic] {
    let file = SourceFile(name: name, bytes: bytes)
    var diagnostics = DiagnosticList()
    if let layers = RecipeLoader(files: FixtureFiles(folder: "\(Self.root)/\(folder)")).load(file, into: &diagnostics) {
      let changes = arguments(file).compactMap { CommandLineLayer().read($0, into: &diagnostics) }
      let recipe = Resolver().resolve(layers + changes, recipe: file, into: &diagnostics)
      RecipeRules.check(recipe, into: &diagnostics)
    }
    Suppression.apply(to: &diagnostics, of: file, catalogue: Catalogue.frontEnd)
    return diagnostics.sorted
  }

  private func arguments(_ file: SourceFile) -> [String] {
    file.text(0..<file.bytes.count).split(separator: "\n").prefix { $0.hasPrefix("#") }.compactMap { line in
      line.hasPrefix("# set: ") ? String(line.dropFirst("# set: ".count)) : nil
    }
  }
}

/// The files beside a fixture, for those that extend each other.
private struct FixtureFiles: RecipeFiles {
  var folder: String

  func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] {
    do {
      return try readFile("\(folder)/\(path)")
    } catch {
      throw RecipeFileProblem("No such file or directory")
    }
  }
}

/// The codes that fixtures must show.
enum Catalogue {
  /// YAML, schema, layers, rules and allow comments.
  static let frontEnd =
    YAMLDiagnostics.codes + SchemaDiagnostics.codes + RecipeDiagnostics.codes + RuleDiagnostics.codes
    + SuppressionDiagnostics.codes
}
