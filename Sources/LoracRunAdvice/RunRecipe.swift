internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracRunHistory
internal import LoracYAML

/// The recipe file that a run was made from, as it is now.
///
/// A run names it from the folder where it was started, which holds `runs/`, or from anywhere with `--run-dir`. The copy in
/// the run folder is none: it says what was trained.
struct RunRecipe {
  /// Its path from here.
  let path: String
  /// Its bytes.
  let bytes: [UInt8]
  /// Whether it is no longer what the run was made from.
  let isNewer: Bool

  /// How far above the run folder it is looked for.
  private static let levels = 4
  private static let largest = 1 << 24

  /// Finds the recipe of `history`: what the run was made from, or what has the same name since.
  init(of history: RunHistory) throws(RecipeChange.Problem) {
    let named = history.plan?.origin?.recipe ?? "recipe.yaml"
    let places = Self.places(of: named, above: history.folder)
    let found = places.compactMap { path in (try? FileSystem.read(path, limit: Self.largest)).map { (path, $0) } }
    guard let first = found.first else { throw .missing(named) }
    guard let trained = history.recipe.map({ Array($0.utf8) }) else {
      (path, bytes, isNewer) = (first.0, first.1, false)
      return
    }
    if let same = found.first(where: { $0.1 == trained }) {
      (path, bytes, isNewer) = (same.0, same.1, false)
      return
    }
    let name = Self.name(in: trained)
    guard let changed = found.first(where: { Self.name(in: $0.1) == name }) else {
      let other = Self.name(in: first.1).map { "'\($0)'" } ?? "another LoRA"
      throw .refused(path: first.0, reason: "it is the recipe of \(other), and the run is one of '\(history.name)'")
    }
    (path, bytes, isNewer) = (changed.0, changed.1, true)
  }

  private static func places(of named: String, above folder: String) -> [String] {
    guard !FilePaths.isAbsolute(named) else { return [named] }
    let above = (1...levels).map { level in
      FilePaths.join(folder, String(repeating: "../", count: level) + named)
    }
    var seen: Set<String> = []
    return (above + [named]).map(FilePaths.clean).filter {
      seen.insert($0).inserted && FileSystem.kind(of: $0) == .file
        // Beside a log lies a copy, of this run or of another.
        && FileSystem.kind(of: FilePaths.join(FilePaths.parent(of: $0), "events.jsonl")) == nil
    }
  }

  /// What the recipe in `bytes` calls its LoRA; nil if it does not.
  private static func name(in bytes: [UInt8]) -> String? {
    guard case .scalar(let scalar)? = entries(in: bytes).first(where: { $0.key == "name" })?.value.content else {
      return nil
    }
    return scalar.text
  }

  /// What stands at the top of the recipe in `bytes`; empty if it cannot be read.
  static func entries(in bytes: [UInt8]) -> [Node.Pair] {
    var diagnostics = DiagnosticList()
    guard let tree = parse(SourceFile(name: "recipe.yaml", bytes: bytes), into: &diagnostics),
      case .mapping(let entries) = tree.content
    else { return [] }
    return entries
  }
}
