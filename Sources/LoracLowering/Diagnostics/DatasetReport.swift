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
  private let caches: LatentCacheFamily?
  private let unknownCaptions: Set<Int>

  /// Reports on `snapshot`, as `batches` uses it.
  ///
  /// `caches` is the kind of cached latents that counts; captions of folders at the places `unknownCaptions` are left
  /// aside.
  init(
    _ recipe: Recipe, _ layout: DatasetLayout, _ snapshot: DatasetSnapshot, _ batches: BatchPlan,
    _ caches: LatentCacheFamily?, unknownCaptions: Set<Int>
  ) {
    self.unknownCaptions = unknownCaptions
    self.caches = caches
    self.recipe = recipe
    self.layout = layout
    self.snapshot = snapshot
    self.batches = batches
  }

  /// Appends everything that there is to say.
  func append(to diagnostics: inout DiagnosticList) {
    let captions = CaptionReport(recipe)
    for (place, (folder, read)) in zip(layout.allFolders, snapshot.folders).enumerated() where read.problem == nil {
      appendFolder(folder, read, to: &diagnostics)
      guard !read.images.isEmpty else { continue }
      ImageReport(folder, read, recipe).append(to: &diagnostics)
      appendCaches(folder, read, to: &diagnostics)
      if !unknownCaptions.contains(place) { captions.append(folder, read, to: &diagnostics) }
    }
    var first = 0
    for (group, dataset) in zip(layout.groups, batches.datasets) {
      appendDataset(group, dataset, first: first, to: &diagnostics)
      first += group.folders.count
    }
    appendDuplicates(to: &diagnostics)
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
    switch folder.named {
    case .withoutRepeats, .tooManyRepeats:
      if !folder.hasOwnRepeats { diagnostics.append(.repeatsBelowOne(folder)) }
    case .withoutNumber, .usable:
      if !folder.hasRepeats, !folder.settings.isRegularization { diagnostics.append(.nameWithoutRepeats(folder)) }
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
      images.filter { $0.folder == folder }.map { snapshot.folders[folder].shownName($0.image) }
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
  private func appendDuplicates(to diagnostics: inout DiagnosticList) {
    var datasets: [Int] = []
    for (index, group) in layout.groups.enumerated() { datasets += group.folders.map { _ in index } }
    var pairs: [Int: [(copy: String, original: String)]] = [:]
    for group in DuplicateFinder.groups(in: snapshot) {
      var originals: [Int: DatasetSnapshot.ImageIndex] = [:]
      for image in group {
        guard let original = originals[datasets[image.folder]] else {
          originals[datasets[image.folder]] = image
          continue
        }
        // A folder that is listed twice is reported as such.
        let paths = (snapshot.folders[original.folder].request.path, snapshot.folders[image.folder].request.path)
        if original.folder != image.folder, paths.0 == paths.1 { continue }
        let prefix = original.folder == image.folder ? "" : paths.0 + "/"
        pairs[image.folder, default: []].append((snapshot.shownName(image), prefix + snapshot.shownName(original)))
      }
    }
    for (index, folder) in layout.allFolders.enumerated() {
      if let found = pairs[index] { diagnostics.append(.duplicateImages(folder, found)) }
    }
  }

  private func appendCaches(_ folder: PlannedFolder, _ read: DatasetFolder, to diagnostics: inout DiagnosticList) {
    guard let caches, let found = read.latentCaches[caches] else { return }
    if let malformed = found.malformed { diagnostics.append(.malformedCache(folder, malformed.text)) }
    guard !found.overrides.isEmpty else { return }
    diagnostics.append(
      .cachedSizes(folder, found.overrides.map { (read.shownName($0.image), $0.cache.text) }))
  }

  private func appendSplit(to diagnostics: inout DiagnosticList) {
    guard recipe.value(ValidationFields.split) > 0 else { return }
    if recipe[ValidationFields.seed] == nil { diagnostics.append(.overlappingSplit(recipe)) }
    if !batches.isSplitDetermined { diagnostics.append(.undeterminedSplit(recipe)) }
    if batches.validation.allSatisfy(\.placements.isEmpty) { diagnostics.append(.emptySplit(recipe)) }
  }
}
