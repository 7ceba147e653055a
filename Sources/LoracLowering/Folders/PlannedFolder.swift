internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// One folder that is trained, after parents were replaced by their children.
struct PlannedFolder: Sendable {
  /// Its path in ``PlanSources``.
  var key: String
  /// What the plan says of it.
  var settings: FolderSettings
  /// The resolution that it is trained at.
  var resolution: LoracPlan.PixelSize
  /// The batch size of its dataset.
  var batchSize: Int
  /// Whether its item states resolution or batch size itself.
  var statesDataset: Bool
  /// The item of the recipe's list that names it or its parent.
  var item: ImageFolder
  /// Where the recipe names it.
  var source: Provenance
  /// Where its values come from, by the path of the field in the item.
  var sources: [String: Provenance]
  /// What its name says in kohya's convention.
  var named: FolderName
  /// Whether its repeats are stated by the item, the dataset or its name.
  var hasRepeats: Bool
  /// Whether its item states repeats itself.
  var hasOwnRepeats: Bool
  /// The word that captions must have; only checked.
  var trigger: String?

  /// The request to read it.
  var request: FolderRequest {
    FolderRequest(
      path: settings.path, repeats: settings.repeats, classTokens: settings.classTokens,
      captionExtension: settings.captions.extension, isRegularization: settings.isRegularization,
      usesAllCaptionLines: settings.captions.wildcard)
  }

  /// A label at the folder in the recipe.
  func label(_ text: String = "") -> Label { Label(source.range, text) }

  /// A label at one of its values, or at the folder.
  func label(_ field: String, _ text: String) -> Label { Label((sources[field] ?? source).range, text) }

  /// Resolves the settings of the folder at `path`, which `item` names itself or as a parent.
  init(path: String, item: ImageFolder, key: String, recipe: Recipe) {
    self.key = key
    self.item = item
    source = item.source
    named = FolderName(FilePaths.name(of: path))
    var sources: [String: Provenance] = [:]
    for field in item.own.paths { sources[field] = item.own[field]?.source }
    let nameSource = Provenance.folderName(path)
    var repeats = item.own[FolderFields.repeats]
    var classTokens = item.own[FolderFields.classTokens]
    if case .usable(let count, let tokens) = named {
      if repeats == nil {
        repeats = count
        sources[FolderFields.repeats.path] = nameSource
      }
      if classTokens == nil {
        classTokens = tokens
        sources[FolderFields.classTokens.path] = nameSource
      }
    }
    if repeats == nil, let general = recipe[DatasetFields.repeats] {
      repeats = general
      sources[FolderFields.repeats.path] = recipe.settings.source(of: DatasetFields.repeats)
    }
    hasRepeats = repeats != nil
    hasOwnRepeats = item.own[FolderFields.repeats] != nil
    trigger = item.value(CaptionFields.folder.trigger, or: CaptionFields.dataset.trigger, in: recipe)
    settings = FolderSettings(
      path: path, isRegularization: item.isRegularization, repeats: repeats ?? 1, classTokens: classTokens,
      captions: CaptionSettings(item, recipe))
    settings.flip = item.value(FolderFields.flip, or: DatasetFields.flip, in: recipe) ?? false
    settings.randomCrop = item.value(FolderFields.randomCrop, or: DatasetFields.randomCrop, in: recipe) ?? false
    settings.colorAugmentation =
      item.value(FolderFields.colorAugmentation, or: DatasetFields.colorAugmentation, in: recipe) ?? false
    resolution = LoracPlan.PixelSize(item.value(FolderFields.resolution, or: DatasetFields.resolution, in: recipe))
    batchSize = item.value(FolderFields.batchSize, or: DatasetFields.batchSize, in: recipe) ?? 1
    statesDataset = item.own[FolderFields.resolution.path] != nil || item.own[FolderFields.batchSize.path] != nil
    self.sources = sources
  }
}

extension Provenance {
  /// The name of the folder at `path`.
  static func folderName(_ path: String) -> Provenance {
    let file = SourceFile(name: path, kind: .folderName, text: FilePaths.name(of: path))
    return Provenance(range: file.wholeRange, keyRange: file.wholeRange, folder: ".")
  }
}

extension LoracPlan.PixelSize {
  /// The size that a setting states; 512×512 where it states none.
  init(_ value: SettingValue?) {
    guard case .size(let width, let height)? = value else {
      self.init(width: 512, height: 512)
      return
    }
    self.init(width: width, height: height)
  }
}

extension CaptionSettings {
  /// The caption settings of one folder: its own, else the dataset's.
  init(_ item: ImageFolder, _ recipe: Recipe) {
    let own = CaptionFields.folder
    let general = CaptionFields.dataset
    func value<T: SettingConvertible>(_ field: KeyPath<CaptionFields, Field<T>>) -> T? {
      item.value(own[keyPath: field], or: general[keyPath: field], in: recipe)
    }
    let ending = value(\.extension) ?? ".txt"
    // sd-scripts adds a missing dot (train_util.py:536).
    self.init(extension: ending.hasPrefix(".") ? ending : "." + ending)
    shuffle = value(\.shuffle) ?? false
    keepTokens = value(\.keepTokens) ?? 0
    keepTokensSeparator = value(\.keepTokensSeparator)
    dropout = value(\.dropout) ?? 0
    dropoutEveryEpochs = value(\.dropoutEveryEpochs) ?? 0
    tagDropout = value(\.tagDropout) ?? 0
    prefix = value(\.prefix)
    suffix = value(\.suffix)
    separator = value(\.separator) ?? ","
    secondarySeparator = value(\.secondarySeparator)
    wildcard = value(\.wildcard) ?? false
    weighted = recipe.value(LossFields.weightedCaptions)
  }
}
