import LoracDiagnostics
import LoracJSON
import LoracRecipe
import LoracYAML

/// What lorac's own validator says about a recipe at the schema stage.
struct SchemaVerdict {
  /// The recipe as JSON; nil for numbers that JSON does not have.
  let json: JSONValue?
  /// The first error of the schema stage.
  let error: String?

  /// Reads `text`; nil if it is no YAML at all, about which a schema has no opinion.
  init?(_ text: [UInt8]) {
    let file = SourceFile(name: "recipe.yaml", bytes: text)
    var problems = DiagnosticList()
    guard let root = parse(file, into: &problems), !problems.hasErrors else { return nil }
    json = root.json
    var diagnostics = DiagnosticList()
    _ = RecipeLoader(files: NoFiles()).load(file, into: &diagnostics)
    let own = diagnostics.sorted.filter { diagnostic in
      diagnostic.severity == .error && diagnostic.primary?.range.file.name == file.name
        && (diagnostic.code.id.hasPrefix("LR02") || Self.schemaCodes.contains(diagnostic.code.id))
    }
    error = own.first.map { "\($0.code.id) \($0.headline): \($0.primary?.text ?? "")" }
  }

  /// What the loader itself reports of one file: no `lorac`, and the three of the `kohya` block.
  private static let schemaCodes = ["LR0304", "LR0311", "LR0312", "LR0313"]

  private struct NoFiles: RecipeFiles {
    func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] { throw RecipeFileProblem("no files here") }
  }
}

extension Node {
  /// The value as JSON, or nil if it holds a number that JSON does not have.
  fileprivate var json: JSONValue? {
    switch content {
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return .null
      case .boolean(let value): return .boolean(value)
      case .integer(let value): return .integer(value)
      case .number(let value): return value.isFinite ? .number(value) : nil
      case .string(let value): return .string(value)
      }
    case .sequence(let items):
      let values = items.compactMap(\.json)
      return values.count == items.count ? .array(values) : nil
    case .mapping(let pairs):
      let members = pairs.compactMap { pair in pair.value.json.map { JSONValue.Member(pair.key, $0) } }
      return members.count == pairs.count ? .object(members) : nil
    }
  }
}
