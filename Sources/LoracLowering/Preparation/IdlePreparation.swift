internal import LoracDiagnostics
internal import LoracRecipe
internal import LoracSchema

/// Settings of `prepare` that do nothing without others.
struct IdlePreparation {
  private let recipe: Recipe
  private let folders: [PlannedFolder]

  /// Looks at the settings of `recipe` and of its folders.
  init(_ recipe: Recipe, _ folders: [PlannedFolder]) {
    self.recipe = recipe
    self.folders = folders
  }

  /// One setting, and what it needs.
  private struct Rule {
    var path: String
    var other: String
    var isIdle: (Settings) -> Bool
  }

  private static var rules: [Rule] {
    let fields = PrepareFields.recipe
    func rule<T>(_ field: Field<T>, needs other: String, unless works: @escaping (Settings) -> Bool) -> Rule {
      Rule(path: field.path, other: other) { $0[field.path] != nil && !works($0) }
    }
    func crops(_ settings: Settings) -> Bool {
      settings[fields.cropMode].map { $0 != "none" } ?? (settings[fields.cropSizes] != nil)
    }
    func focuses(_ settings: Settings) -> Bool { crops(settings) && settings[fields.cropMode] != "center" }
    func tags(_ settings: Settings) -> Bool { ["wd14", "deepbooru"].contains(settings[fields.taggerType]) }
    func captions(_ settings: Settings) -> Bool { settings[fields.taggerType] == "blip" }
    func asks(_ settings: Settings) -> Bool { settings[fields.taggerType] != nil }
    return [
      rule(fields.cropSizes, needs: "crop.mode: focus", unless: crops),
      rule(fields.cropUpscale, needs: "crop.mode: focus", unless: crops),
      rule(fields.cropFaces, needs: "crop.mode: focus", unless: focuses),
      rule(fields.taggerModel, needs: "tagger.type", unless: asks),
      rule(fields.taggerExisting, needs: "tagger.type", unless: asks),
      rule(fields.taggerTags, needs: "tagger.type: wd14", unless: tags),
      rule(fields.taggerThreshold, needs: "tagger.type: wd14", unless: tags),
      rule(fields.taggerCharacterThreshold, needs: "tagger.type: wd14", unless: tags),
      rule(fields.taggerPrompt, needs: "tagger.type: blip", unless: captions),
      rule(fields.taggerBeams, needs: "tagger.type: blip", unless: captions),
    ]
  }

  /// Appends one diagnostic for each place that states an idle setting.
  func report(into diagnostics: inout DiagnosticList) {
    var seen: Set<SourceRange> = []
    let rules = Self.rules
    for folder in folders {
      var settings = recipe.settings
      for path in folder.item.own.paths { settings[path] = folder.item.own[path] }
      for rule in rules where rule.isIdle(settings) {
        guard let range = settings[rule.path]?.source.range, range.file.kind != .builtInDefault,
          seen.insert(range).inserted
        else { continue }
        let key = String(rule.path.dropFirst("prepare.".count))
        diagnostics.append(.idlePreparation(key, needs: rule.other, Label(range, "")))
      }
    }
  }
}
