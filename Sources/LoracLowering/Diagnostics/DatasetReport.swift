internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Turns the facts about a dataset into diagnostics, one for each kind and folder.
struct DatasetReport {
  private let recipe: Recipe
  private let layout: DatasetLayout
  private let snapshot: DatasetSnapshot
  private let batches: BatchPlan

  /// Reports on `snapshot`, as `batches` uses it.
  init(_ recipe: Recipe, _ layout: DatasetLayout, _ snapshot: DatasetSnapshot, _ batches: BatchPlan) {
    self.recipe = recipe
    self.layout = layout
    self.snapshot = snapshot
    self.batches = batches
  }

  /// Appends everything that there is to say.
  func append(to diagnostics: inout DiagnosticList) {
    let captions = CaptionReport(recipe)
    for (folder, read) in zip(layout.allFolders, snapshot.folders) where read.problem == nil {
      appendFolder(folder, read, to: &diagnostics)
      guard !read.images.isEmpty else { continue }
      ImageReport(folder, read, recipe).append(to: &diagnostics)
      captions.append(folder, read, to: &diagnostics)
    }
    var first = 0
    for (group, dataset) in zip(layout.groups, batches.datasets) {
      appendDataset(group, dataset, first: first, to: &diagnostics)
      appendDuplicates(group, first: first, to: &diagnostics)
      first += group.folders.count
    }
    appendSplit(to: &diagnostics)
  }

  private func appendFolder(
    _ folder: PlannedFolder, _ read: DatasetFolder, to diagnostics: inout DiagnosticList
  ) {
    if read.images.isEmpty {
      diagnostics.append(.emptyFolder(folder, read.survey))
      return
    }
    if !read.survey.nestedFolders.isEmpty { diagnostics.append(.nestedImages(folder, read.survey.nestedFolders)) }
    guard !folder.hasRepeats else { return }
    switch folder.named {
    case .withoutRepeats, .tooManyRepeats: diagnostics.append(.repeatsBelowOne(folder))
    case .withoutNumber, .usable:
      if !folder.settings.isRegularization { diagnostics.append(.nameWithoutRepeats(folder)) }
    }
  }

  private func appendDataset(
    _ group: DatasetLayout.Group, _ dataset: BatchPlan.Dataset, first: Int, to diagnostics: inout DiagnosticList
  ) {
    for (place, reason) in dataset.ignored.sorted(by: { $0.key < $1.key }) {
      guard case .duplicate(let original) = reason else { continue }
      diagnostics.append(.repeatedFolder(group.folders[place], first: group.folders[original]))
    }
    if dataset.unusedRegularizationImages > 0, let folder = group.folders.last {
      diagnostics.append(.unusedRegularization(folder, dataset.unusedRegularizationImages))
    }
    func names(_ images: [(folder: Int, image: Int)], in folder: Int) -> [String] {
      images.filter { $0.folder == folder }.map { snapshot.folders[folder].images[$0.image].name.text }
    }
    let thin = dataset.unplaced.map { ($0.folder, $0.image) }
    let empty = Set(dataset.buckets.indices.filter { dataset.buckets[$0].size.width == 0 })
    let zero =
      empty.isEmpty
      ? [] : dataset.placements.filter { empty.contains($0.bucket) }.map { ($0.folder, $0.image) }
    for (place, folder) in group.folders.enumerated() {
      let thinNames = names(thin, in: first + place)
      if !thinNames.isEmpty { diagnostics.append(.thinImages(folder, thinNames, recipe)) }
      let zeroNames = names(zero, in: first + place)
      if !zeroNames.isEmpty { diagnostics.append(.zeroBuckets(folder, zeroNames, recipe)) }
    }
  }

  /// Equal pictures within one dataset; the same picture in datasets of two resolutions is wanted.
  private func appendDuplicates(_ group: DatasetLayout.Group, first: Int, to diagnostics: inout DiagnosticList) {
    var originals: [ContentDigest: DatasetSnapshot.ImageIndex] = [:]
    var paths: Set<String> = []
    for (place, folder) in group.folders.enumerated() where paths.insert(folder.settings.path).inserted {
      var pairs: [(copy: String, original: String)] = []
      for (index, image) in snapshot.folders[first + place].images.enumerated() where image.problem == nil {
        let own = DatasetSnapshot.ImageIndex(folder: first + place, image: index)
        let original = originals[image.digest]
        guard let original else {
          originals[image.digest] = own
          continue
        }
        guard snapshot[original].byteCount == image.byteCount else { continue }
        let other = snapshot[original].name.text
        let prefix = original.folder == own.folder ? "" : snapshot.folders[original.folder].request.path + "/"
        pairs.append((image.name.text, prefix + other))
      }
      if !pairs.isEmpty { diagnostics.append(.duplicateImages(folder, pairs)) }
    }
  }

  private func appendSplit(to diagnostics: inout DiagnosticList) {
    guard recipe.value(ValidationFields.split) > 0 else { return }
    if recipe[ValidationFields.seed] == nil { diagnostics.append(.overlappingSplit(recipe)) }
    if !batches.isSplitDetermined { diagnostics.append(.undeterminedSplit(recipe)) }
    if batches.validation.allSatisfy(\.placements.isEmpty) { diagnostics.append(.emptySplit(recipe)) }
  }
}
