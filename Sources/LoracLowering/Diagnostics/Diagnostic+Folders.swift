internal import Glibc
internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

extension Diagnostic {
  /// A folder does not exist, and that cannot be lived with.
  static func missingFolder(_ folder: PlannedFolder, needsSteps: Bool) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.missingFolder, "there is no folder '\(folder.settings.path)'",
      at: folder.label("not found"),
      notes: needsSteps
        ? [.help("if the images are on another machine, give the length as 'train.steps'")] : [])
  }

  /// No folder of the dataset exists, but the length is known.
  static func datasetElsewhere(_ folder: PlannedFolder) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.datasetElsewhere, "the folder '\(folder.settings.path)' is not on this machine",
      at: folder.label("not found"),
      notes: [
        .note("the plan has no buckets and epochs, and nothing about these images is checked"),
        .help("correct the path, or plan where the images are"),
      ])
  }

  /// A folder exists but cannot be listed.
  static func unreadableFolder(_ folder: PlannedFolder, _ problem: DatasetFolder.Problem) -> Diagnostic {
    let text =
      switch problem {
      case .missing: "not found"
      case .notAFolder: "this is no folder"
      case .unreadable(let number): String(cString: strerror(number))
      }
    return Diagnostic(
      LoweringDiagnostics.unreadableFolder, "'\(folder.settings.path)' cannot be read as a folder",
      at: folder.label(text), notes: problem == .notAFolder ? [.help("name the folder that holds the images")] : [])
  }

  /// A folder has no images.
  static func emptyFolder(_ folder: PlannedFolder, _ survey: FolderSurvey) -> Diagnostic {
    var notes: [Note] = []
    if !survey.nestedFolders.isEmpty {
      let names = NameList.text(survey.nestedFolders.map(\.name.text))
      notes.append(.help("there are images one folder deeper, in \(names); name that folder"))
    }
    if !survey.unseenImages.isEmpty {
      notes.append(.note("sd-scripts does not see \(NameList.text(survey.unseenImages.map(\.text)))"))
    }
    if survey.nestedFolders.isEmpty {
      notes.append(.help("put images there (.png, .jpg, .jpeg, .webp, .bmp), or name the folder that holds them"))
    }
    let code =
      folder.settings.isRegularization ? LoweringDiagnostics.emptyRegularization : LoweringDiagnostics.emptyFolder
    return Diagnostic(
      code, "the folder '\(folder.settings.path)' holds no images", at: folder.label("nothing to train here"),
      notes: notes)
  }

  /// A folder that might be a parent has images of its own.
  static func imagesBesideFolders(_ folder: PlannedFolder, _ scan: ParentScan) -> Diagnostic {
    let names = NameList.text(scan.usable.map(\.name.text))
    return Diagnostic(
      LoweringDiagnostics.imagesBesideFolders,
      "'\(folder.settings.path)' holds \(NameList.count(scan.imagesInParent, "image")) of its own beside \(names)",
      at: folder.label("only the images directly in it are trained"),
      notes: [.help("list the inner folders, or move the loose images into a folder")])
  }

  /// A parent's loose images, which nothing trains.
  static func imagesInParent(_ folder: PlannedFolder, _ count: Int) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.imagesBesideFolders,
      "\(NameList.count(count, "image")) directly in '\(FilePaths.parent(of: folder.settings.path))' will not be trained",
      at: folder.label("only this folder in it is"))
  }

  /// Images lie one folder deeper.
  static func nestedImages(_ folder: PlannedFolder, _ nested: [FolderSurvey.Nested]) -> Diagnostic {
    let count = nested.reduce(0) { $0 + $1.images }
    return Diagnostic(
      LoweringDiagnostics.nestedImages,
      "\(NameList.count(count, "image")) in folders inside '\(folder.settings.path)' will not be trained",
      at: folder.label("folders in it are not entered"),
      notes: [
        .note(NameList.sentence("folder", nested.map(\.name.text))),
        .help("list the inner folders in 'dataset.images' too, or move their images up"),
      ])
  }

  /// Repeats are stated nowhere.
  static func nameWithoutRepeats(_ folder: PlannedFolder) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.nameWithoutRepeats,
      "nothing says how often the images of '\(folder.settings.path)' are repeated",
      at: folder.label("each counts once"), notes: [.help("give 'repeats', or name the folder as in '10_name'")])
  }

  /// The name gives repeats that cannot be used.
  static func repeatsBelowOne(_ folder: PlannedFolder) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.repeatsBelowOne,
      "the name of '\(folder.settings.path)' gives a number of repeats that cannot be used",
      at: folder.label("kohya would skip this folder"), notes: [.help("state 'repeats', or rename the folder")])
  }

  /// Folders of a parent are passed over.
  static func unusableChildren(_ folder: PlannedFolder, _ children: [ParentScan.Child]) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.unusableChildren,
      "in '\(folder.settings.path)' these folders will not be trained: \(NameList.text(children.map(\.name.text)))",
      at: folder.label("their names do not begin with repeats, as in '10_name'"),
      notes: [.help("rename them if they should be trained, or list them one by one with 'repeats'")])
  }

  /// The same folder stands earlier in its dataset.
  static func repeatedFolder(_ folder: PlannedFolder, first: PlannedFolder) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.repeatedFolder, "'\(folder.settings.path)' is listed twice",
      at: folder.label("this mention is ignored"), secondary: [first.label("already listed here")])
  }

  /// A regularization folder has nobody to balance.
  static func regularizationWithoutDataset(_ folder: PlannedFolder, _ groups: [DatasetLayout.Group]) -> Diagnostic {
    func text(_ size: LoracPlan.PixelSize, _ batchSize: Int) -> String {
      "\(size.width)x\(size.height) with batch size \(batchSize)"
    }
    let known = groups.map { text($0.resolution, $0.batchSize) }.joined(separator: ", ")
    let field =
      folder.sources[FolderFields.resolution.path] == nil
      ? FolderFields.batchSize.path : FolderFields.resolution.path
    return Diagnostic(
      LoweringDiagnostics.regularizationWithoutDataset,
      "no training folder has \(text(folder.resolution, folder.batchSize))",
      at: folder.label(field, "so these images would never be trained"),
      notes: [
        .note("there is \(known)"), .help("give these images the resolution and batch size of a training folder"),
      ])
  }

  /// A regularization folder was put into one of several datasets.
  static func regularizationInOneDataset(_ folder: PlannedFolder, _ group: DatasetLayout.Group) -> Diagnostic {
    let size = "\(group.resolution.width)x\(group.resolution.height)"
    return Diagnostic(
      LoweringDiagnostics.regularizationInOneDataset,
      "'\(folder.settings.path)' balances only the dataset of \(size) with batch size \(group.batchSize)",
      at: folder.label("there are several datasets"),
      notes: [.help("list it once for each dataset, with that dataset's resolution and batch size")])
  }

  /// Regularization images beyond the balance.
  static func unusedRegularization(_ folder: PlannedFolder, _ count: Int) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.unusedRegularization,
      count == 1
        ? "1 regularization image will not be used" : "\(count) regularization images will not be used",
      at: folder.label("there are more than the training images need"))
  }

  /// Held-out images are trained too.
  static func overlappingSplit(_ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.overlappingSplit, "held-out images may also be trained",
      at: recipe.label(ValidationFields.split, "without a seed, training and validation are shuffled apart"),
      notes: [.help("set 'validation.seed'")])
  }

  /// Nobody knows which images are held out.
  static func undeterminedSplit(_ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.undeterminedSplit, "which images are held out changes from run to run",
      at: recipe.label(ValidationFields.split, "the number of steps may differ a little from the plan"),
      notes: [.help("set 'validation.seed'")])
  }

  /// Nothing is held out.
  static func emptySplit(_ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.emptySplit, "no image is held out for validation",
      at: recipe.label(ValidationFields.split, "comes to less than one image of every folder"),
      notes: [.help("hold out a larger part, or add images; without one there is no validation loss")])
  }
}
