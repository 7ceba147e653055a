internal import LoracDataset
internal import LoracDiagnostics
internal import LoracParallel
internal import LoracPlan
internal import LoracPreparation
internal import LoracRecipe
internal import LoracSchema

/// Reads the dataset and sorts it into buckets and batches as kohya does.
struct DatasetLowering {
  private let recipe: Recipe
  private let layout: DatasetLayout
  private let mode: PlanCompiler.Mode
  private let family: ModelFamily?
  private let indexes: DatasetIndexStore?
  private let store: PreparationStore?

  /// Lowers the folders of `layout`; without `family` the bucket step is not checked.
  init(
    _ recipe: Recipe, _ layout: DatasetLayout, mode: PlanCompiler.Mode, family: ModelFamily?,
    indexes: DatasetIndexStore?, store: PreparationStore?
  ) {
    self.recipe = recipe
    self.layout = layout
    self.mode = mode
    self.family = family
    self.indexes = indexes
    self.store = store
  }

  /// The dataset; nil if it cannot be planned, which is reported.
  func lower(into diagnostics: inout DiagnosticList) -> LoweredDataset? {
    let rules = DatasetRulesLowering(recipe, layout, family: family).lower(into: &diagnostics)
    let prepared = PreparedData(recipe, layout, mode: mode, store: store, indexes: indexes, into: &diagnostics)
    let snapshot =
      prepared?.snapshot ?? DatasetReader.read(layout.allFolders.map(\.request), indexes: indexes)
    // Problems are told of the originals, which people can change; what is trained are the copies.
    let trained = prepared?.trained(layout) ?? layout
    let presence = DatasetPresence(layout.allFolders, snapshot)
    presence.report(recipe, mode: mode, into: &diagnostics)
    let parents = ConventionParents(trained)
    var result = LoweredDataset(settings: trained.plan(recipe, parents))
    for folder in layout.allFolders {
      if let count = parents.looseImages(beside: folder) { diagnostics.append(.imagesInParent(folder, count)) }
    }
    guard presence.isPresent else { return recipe[TrainFields.epochs] == nil ? result : nil }
    guard let rules else { return nil }
    if let prepared {
      CropBuckets(recipe: recipe, layout: layout, survey: prepared.survey).report(rules, into: &diagnostics)
    }
    let caches = family.map { $0 == .sdxl ? LatentCacheFamily.sdxl : .stableDiffusion }
    var definitions: [DatasetDefinition] = []
    var first = 0
    for (group, rules) in zip(layout.groups, rules) {
      definitions.append(
        DatasetDefinition(
          rules: rules, snapshot: snapshot, folders: Array(first..<first + group.folders.count), caches: caches))
      first += group.folders.count
    }
    // The fingerprint depends on the snapshot alone, so it need not wait.
    let fingerprint = Concurrent { DatasetFingerprint(snapshot).whole }
    let batches = BatchPlan(definitions)
    DatasetReport(recipe, layout, snapshot, batches, caches, unknownCaptions: prepared?.unknownCaptions ?? [])
      .append(to: &diagnostics)
    guard batches.batches > 0 else { return nil }
    let contents = DatasetContents(trained, definitions, snapshot, batches)
    result.contents = contents.plan
    result.buckets = contents.buckets
    result.batches = batches.batches
    result.facts = contents.facts
    result.fingerprint = fingerprint.finish()
    return result
  }
}

/// Whether the dataset's folders are there.
///
/// A dataset of which no folder is here is taken to be on another machine; if only some are, the others are mistakes.
struct DatasetPresence {
  private let missing: [PlannedFolder]
  private let unreadable: [(PlannedFolder, DatasetFolder.Problem)]
  private let count: Int

  /// Looks at what was read of `folders`.
  init(_ folders: [PlannedFolder], _ snapshot: DatasetSnapshot) {
    var missing: [PlannedFolder] = []
    var unreadable: [(PlannedFolder, DatasetFolder.Problem)] = []
    for (folder, read) in zip(folders, snapshot.folders) {
      switch read.problem {
      case .missing?: missing.append(folder)
      case let problem?: unreadable.append((folder, problem))
      case nil: break
      }
    }
    self.missing = missing
    self.unreadable = unreadable
    count = folders.count
  }

  /// Whether any folder is here.
  var isPresent: Bool { missing.count < count }

  /// Reports every folder that is missing or cannot be read.
  func report(_ recipe: Recipe, mode: PlanCompiler.Mode, into diagnostics: inout DiagnosticList) {
    let isElsewhere = !isPresent && mode != .run && recipe[TrainFields.epochs] == nil
    for folder in missing {
      diagnostics.append(
        isElsewhere ? .datasetElsewhere(folder) : .missingFolder(folder, needsSteps: !isPresent && mode != .run))
    }
    for (folder, problem) in unreadable { diagnostics.append(.unreadableFolder(folder, problem)) }
  }
}
