internal import LoracDiagnostics
internal import LoracSchema

extension Recipe {
  /// The rate that kohya's parser gives when none is stated (sd-scripts `train_util.py:3701`).
  static let kohyaLearningRate = 2e-6

  /// The optimizer's name in lower case, as kohya compares it; nil if it was refused.
  var optimizerName: String? { self[OptimizerFields.type]?.lowercased() }

  /// Whether the U-Net gets adapters; false if `network.train` was refused.
  var trainsUNet: Bool { self[NetworkFields.train].map { $0 != "text_encoder" } ?? false }

  /// Whether the text encoder gets adapters; false if `network.train` was refused.
  var trainsTextEncoder: Bool { self[NetworkFields.train].map { $0 != "unet" } ?? false }

  /// Whether the optimizer estimates its learning rate itself: the D-Adaptation family and Prodigy.
  var findsLearningRate: Bool {
    optimizerName.map { $0.hasPrefix("dadapt") || $0 == "prodigy" } ?? false
  }

  /// Whether the optimizer is of the AdamW family, for which 1e-4 is the usual rate.
  var isAdam: Bool {
    optimizerName.map { ["adamw", "adamw8bit", "pagedadamw", "pagedadamw8bit", "pagedadamw32bit"].contains($0) }
      ?? false
  }

  /// Whether the optimizer is of the Lion family.
  var isLion: Bool { optimizerName.map { ["lion", "lion8bit", "pagedlion8bit"].contains($0) } ?? false }

  /// Whether Adafactor chooses its own rate: `relative_step` is its default, and `warmup_init` forces it
  /// (sd-scripts `train_util.py:5049`).
  var usesRelativeStep: Bool {
    guard optimizerName == "adafactor" else { return false }
    return argument("relative_step", of: OptimizerFields.args) != .boolean(false)
      || argument("warmup_init", of: OptimizerFields.args) == .boolean(true)
  }

  /// Whether the optimizer needs no schedule and kohya gives it none.
  var isScheduleFree: Bool { optimizerName?.hasSuffix("schedulefree") ?? false }

  /// Whether warm-up is longer than nothing.
  var hasWarmup: Bool {
    switch self[ScheduleFields.warmup] {
    case .steps(let count): count > 0
    case .integer(let count): count > 0
    case .fraction(let part): part > 0
    default: false
    }
  }

  /// Whether the command is written for the kohya of 2023.
  var targets2023: Bool { self[RunFields.sdScriptsVersion] == "2023" }

  /// Whether an interval or a list is set and not empty.
  func isGiven(_ field: Field<SettingValue>) -> Bool {
    switch self[field] {
    case nil, .reset: false
    case .list(let items): !items.isEmpty
    default: true
    }
  }

  /// Whether the recipe itself or `--set` states the field, rather than a preset or a default.
  func isOwn<T>(_ field: Field<T>) -> Bool {
    settings[field.path].map(isOwn) ?? false
  }

  /// Whether the recipe itself or `--set` states the setting, rather than a preset or a default.
  func isOwn(_ setting: Setting) -> Bool {
    setting.source.range.file == file || setting.source.range.file.kind == .commandLine
  }

  /// The value of one name of an argument mapping.
  func argument(_ name: String, of field: Field<SettingValue>) -> SettingValue? {
    settings["\(field.path).\(name)"]?.value
  }

  /// The value of an argument under `kohya`.
  func kohya(_ name: String) -> SettingValue? { argument(name, of: RecipeFields.kohya) }

  /// Whether a flag under `kohya` is set.
  func kohyaFlag(_ name: String) -> Bool { kohya(name) == .boolean(true) }

  /// A label at one name of an argument mapping, or at an argument under `kohya`.
  func label(argument name: String, of field: Field<SettingValue> = RecipeFields.kohya, _ text: String) -> Label? {
    settings["\(field.path).\(name)"].map { Label($0.source.range, text) }
  }

  /// All image folders, regularization folders last.
  var folders: [ImageFolder] { images + regularization }

  /// A fix that writes `text` in place of the field's value; none if the value is not in the recipe itself.
  func replacing<T>(
    _ field: Field<T>, by text: String, _ applicability: FixIt.Applicability
  ) -> [FixIt] {
    guard let source = settings.source(of: field), source.range.file == file else { return [] }
    return [FixIt("change to '\(text)'", [TextEdit(source.range, text)], applicability)]
  }

  /// A place for what is missing: beside the first field that the recipe itself states, else the recipe's first byte.
  func place(near paths: [String], _ beside: String, else alone: String) -> Label {
    for path in paths {
      if let source = settings[path]?.source, source.range.file == file { return Label(source.range, beside) }
    }
    return Label(SourceRange(file: file, bytes: 0..<0), alone)
  }
}

/// The text of a number as a recipe would state it.
func text(_ number: Double) -> String { SettingValue.number(number).description }
