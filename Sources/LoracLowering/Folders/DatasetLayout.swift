internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// The folders as kohya's `[[datasets]]`: groups that share resolution and batch size, in order of first mention.
///
/// kohya balances regularization images against the training images of their own dataset only. A regularization folder
/// that states neither resolution nor batch size therefore joins the dataset of the recipe's general values, or the first
/// one if no training folder has those; one that states them joins the dataset that has them.
struct DatasetLayout: Sendable {
  /// One dataset.
  struct Group: Sendable {
    /// Pixels.
    var resolution: LoracPlan.PixelSize
    /// Images per batch.
    var batchSize: Int
    /// Training folders, then regularization folders.
    var folders: [PlannedFolder]
  }

  /// The datasets.
  private(set) var groups: [Group] = []
  /// All folders, dataset by dataset.
  var allFolders: [PlannedFolder] { groups.flatMap(\.folders) }

  /// Groups `folders`; nil if there is no training folder.
  init?(_ folders: [PlannedFolder], _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in folders where !folder.settings.isRegularization {
      if let index = index(of: folder) {
        groups[index].folders.append(folder)
      } else {
        groups.append(Group(resolution: folder.resolution, batchSize: folder.batchSize, folders: [folder]))
      }
    }
    guard !groups.isEmpty else { return nil }
    for folder in folders where folder.settings.isRegularization {
      if let index = index(of: folder) {
        groups[index].folders.append(folder)
      } else if folder.statesDataset {
        diagnostics.append(.regularizationWithoutDataset(folder, groups))
      } else {
        groups[0].folders.append(folder)
      }
      if groups.count > 1, !folder.statesDataset {
        diagnostics.append(.regularizationInOneDataset(folder, groups[index(of: folder) ?? 0]))
      }
    }
  }

  /// Puts a prepared copy at `path` in the place of a folder.
  mutating func replace(group: Int, folder: Int, path: String, preparation: PreparationPlan) {
    groups[group].folders[folder].settings.path = path
    groups[group].folders[folder].settings.preparation = preparation
  }

  private func index(of folder: PlannedFolder) -> Int? {
    groups.firstIndex { $0.resolution == folder.resolution && $0.batchSize == folder.batchSize }
  }

  /// What the plan says of the data: settings only.
  func plan(_ recipe: Recipe, _ parents: ConventionParents) -> DataPlan {
    let buckets = BucketSettings(
      enabled: recipe.value(DatasetFields.bucketsEnabled), step: recipe.value(DatasetFields.bucketStep),
      min: recipe.value(DatasetFields.bucketMin), max: recipe.value(DatasetFields.bucketMax),
      upscale: recipe.value(DatasetFields.bucketUpscale))
    let datasets = groups.map { group in
      DatasetSettings(
        resolution: group.resolution, batchSize: group.batchSize, buckets: buckets,
        folders: group.folders.map { folder in
          var settings = folder.settings
          settings.conventionParent = parents.parent(of: folder)
          return settings
        })
    }
    return DataPlan(datasets: datasets, cacheLatents: recipe.value(DatasetFields.cacheLatents))
  }
}
