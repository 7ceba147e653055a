internal import LoracDataset
internal import LoracFiles
internal import LoracPlan

/// Decides whether `--train_data_dir` of the parent says the same as the folders of a recipe.
///
/// That holds for one training folder and at most one regularization folder whose names state the repeats and class
/// tokens that are used, if both read captions alike and their parents hold nothing else that kohya would train. A parent
/// that is not on this machine counts as holding nothing else.
struct ConventionParents {
  private let parents: [String: String]
  private let looseImages: [String: Int]

  /// Looks at the folders of `layout` and, if they qualify, at their parents.
  init(_ layout: DatasetLayout) {
    guard layout.groups.count == 1, let folders = layout.groups.first?.folders, folders.count <= 2,
      folders.count(where: { !$0.settings.isRegularization }) == 1, folders.allSatisfy(Self.isConventional),
      Self.haveTheSameSettings(folders)
    else {
      parents = [:]
      looseImages = [:]
      return
    }
    var parents: [String: String] = [:]
    var looseImages: [String: Int] = [:]
    for folder in folders {
      let parent = FilePaths.parent(of: folder.settings.path)
      let name = FilePaths.name(of: folder.settings.path)
      let scan = ParentScan(path: parent, without: name)
      guard scan.usable.isEmpty else {
        self.parents = [:]
        self.looseImages = [:]
        return
      }
      parents[folder.key] = parent
      looseImages[folder.key] = scan.imagesInParent
    }
    self.parents = parents
    self.looseImages = looseImages
  }

  /// The parent to give kohya; nil if the folder has to be listed.
  func parent(of folder: PlannedFolder) -> String? { parents[folder.key] }

  /// How many images lie directly in the folder's parent, where kohya never looks; nil if there are none.
  func looseImages(beside folder: PlannedFolder) -> Int? {
    guard let count = looseImages[folder.key], count > 0 else { return nil }
    return count
  }

  private static func isConventional(_ folder: PlannedFolder) -> Bool {
    guard case .usable(let repeats, let classTokens) = folder.named else { return false }
    return repeats == folder.settings.repeats && classTokens == folder.settings.classTokens
  }

  private static func haveTheSameSettings(_ folders: [PlannedFolder]) -> Bool {
    guard let first = folders.first?.settings else { return false }
    return folders.allSatisfy { folder in
      let other = folder.settings
      return other.captions == first.captions && other.flip == first.flip && other.randomCrop == first.randomCrop
        && other.colorAugmentation == first.colorAugmentation
    }
  }
}
