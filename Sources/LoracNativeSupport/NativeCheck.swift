package import LoracDiagnostics
package import LoracLowering
package import LoracPlan
package import LoracRecipe
internal import LoracSchema

/// Reports what the native trainer does not do, each at the place in the recipe or preset that asks for it.
package enum NativeCheck {
  /// Checks `plan`; without the recipe that it was made from there are no places and no fixes.
  package static func check(
    _ plan: TrainingPlan, recipe: Recipe?, sources: PlanSources?, into diagnostics: inout DiagnosticList
  ) {
    let fixIts = recipe.map(BackendChange.fixIts) ?? []
    for problem in NativeLimits.problems(plan) {
      var diagnostic = problem.diagnostic
      let source = source(problem.fields, recipe, sources)
      diagnostic.primary = source.map { Label($0.range, problem.label) }
      if problem.isDoneByKohya, diagnostic.severity == .error {
        diagnostic.notes.append(.help(help(plan)))
        diagnostic.fixIts += fixIts
      }
      diagnostics.append(diagnostic)
    }
  }

  /// Where the first of `fields` is set; folders may set colour augmentation themselves.
  private static func source(_ fields: [String], _ recipe: Recipe?, _ sources: PlanSources?) -> Provenance? {
    if fields == [DatasetFields.colorAugmentation.path], let recipe {
      for folder in recipe.images + recipe.regularization where folder.own[FolderFields.colorAugmentation] == true {
        return folder.own.source(of: FolderFields.colorAugmentation)
      }
    }
    return fields.lazy.compactMap { sources?[$0] ?? recipe?.settings[$0]?.source }.first
  }

  private static func help(_ plan: TrainingPlan) -> String {
    plan.run.backend == "kohya"
      ? "train through sd-scripts: leave out '--backend native'"
      : "train through sd-scripts: set 'run.backend: kohya', or say 'lorac run --backend kohya'"
  }
}

/// The change of a recipe that has kohya train it.
enum BackendChange {
  /// The fix; none if a recipe that is changed there could not be trusted to mean the same otherwise.
  static func fixIts(_ recipe: Recipe) -> [FixIt] {
    guard recipe[RunFields.backend] != "kohya", let edit = edit(recipe) else { return [] }
    return [FixIt("train through sd-scripts", [edit], .unsafe)]
  }

  private static func edit(_ recipe: Recipe) -> TextEdit? {
    let file = recipe.file
    if let stated = recipe.settings.source(of: RunFields.backend), stated.range.file == file {
      return TextEdit(stated.range, "kohya")
    }
    let block = RunFields.block.key
    let keys = recipe.settings.paths(under: block).compactMap { path -> SourceRange? in
      guard let key = recipe.settings[path]?.source.keyRange, key.file == file else { return nil }
      return path.split(separator: ".").count == 2 ? key : nil
    }
    if let first = keys.min(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) { return before(first) }
    return atEnd(recipe)
  }

  /// `backend` in front of another key of the block.
  private static func before(_ key: SourceRange) -> TextEdit {
    let line = key.file.lines.bytes(ofLine: key.file.lines.line(at: key.bytes.lowerBound))
    let indent = key.file.text(line.lowerBound..<key.bytes.lowerBound)
    let place = SourceRange(file: key.file, bytes: key.bytes.lowerBound..<key.bytes.lowerBound)
    let isOwnLine = indent.allSatisfy { $0 == " " }
    return TextEdit(place, isOwnLine ? "backend: kohya\n\(indent)" : "backend: kohya, ")
  }

  /// A block of its own behind the last line of a recipe in block style.
  private static func atEnd(_ recipe: Recipe) -> TextEdit? {
    let file = recipe.file
    guard let version = recipe.settings.source(of: RecipeFields.lorac)?.keyRange, version.file == file,
      version.start.column == 1
    else { return nil }
    let text = file.text(0..<file.bytes.count)
    let lines = text.split(separator: "\n")
    guard !lines.contains(where: { $0.hasPrefix("\(RunFields.block.key):") || $0.hasPrefix("...") }) else { return nil }
    let end = SourceRange(file: file, bytes: file.bytes.count..<file.bytes.count)
    return TextEdit(end, (text.hasSuffix("\n") ? "" : "\n") + "run: {backend: kohya}\n")
  }
}
