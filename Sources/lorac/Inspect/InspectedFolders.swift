internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracImages
internal import LoracInspection
internal import LoracRecipe
internal import LoracSchema

/// Which folders are inspected, and what is known of them.
struct InspectedFolders {
  /// The folders, each with the extension of its captions; nil takes the one that its files have.
  private(set) var folders: [(path: String, captionExtension: String?)] = []
  /// The resolution of training.
  private(set) var resolution: PictureSize?
  /// The preset that the recipe extends: `anime` or `realistic`.
  private(set) var preset: String?

  /// A folder of images, or one that holds such folders.
  init(folder: String) {
    folders = Self.expanded(folder).map { ($0, nil) }
  }

  /// The training folders of a recipe; nil if it has errors, which are reported.
  init?(recipe path: String, changes: [String], report: Report) {
    var diagnostics = DiagnosticList()
    let loader = RecipeLoader()
    let layers = loader.load(path, into: &diagnostics)
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    let recipe = layers.flatMap { layers in
      layers.last.map {
        Resolver(environment: Environment.all).resolve(layers + commandLine, recipe: $0.file, into: &diagnostics)
      }
    }
    // Warnings are `lorac check`'s business.
    let hasErrors = diagnostics.hasErrors
    diagnostics.removeAll { $0.severity != .error }
    report.writeError(diagnostics)
    guard let recipe, !hasErrors else { return nil }
    for item in recipe.images {
      let ending: String? = item.value(
        CaptionFields.folder.extension, or: CaptionFields.dataset.extension, in: recipe)
      folders += Self.expanded(item.path).map { ($0, ending) }
    }
    resolution = recipe.images.first.flatMap { item in
      Self.size(item.value(FolderFields.resolution, or: DatasetFields.resolution, in: recipe))
    }
    let presets = recipe.layers.filter { $0.kind == .preset }.map(\.name)
    preset = ["realistic", "anime"].first { name in presets.contains { $0.contains(name) } }
  }

  private static func size(_ value: SettingValue?) -> PictureSize? {
    guard case .size(let width, let height)? = value else { return nil }
    return PictureSize(width: width, height: height)
  }

  /// The folder itself if it has images, else the folders in it that have.
  private static func expanded(_ path: String) -> [String] {
    let scan = ParentScan(path: path)
    guard scan.problem == nil, scan.imagesInParent == 0 else { return [path] }
    let children = scan.children.filter { $0.images > 0 }.map { FilePaths.join(path, $0.name.text) }
    return children.isEmpty ? [path] : children
  }

  /// The pictures in the folders, not yet measured; folders that cannot be read are told to `problem`.
  func pictures(problem: (String) -> Void) -> [InspectedPicture] {
    folders.flatMap { folder -> [InspectedPicture] in
      var read = DatasetReader.read([request(folder)]).folders[0]
      if folder.captionExtension == nil, let found = Self.captionEnding(read.survey), found != ".txt" {
        read = DatasetReader.read([request((folder.path, found))]).folders[0]
      }
      switch read.problem {
      case .missing?: problem("there is no folder '\(folder.path)'")
      case .notAFolder?: problem("'\(folder.path)' is no folder")
      case .unreadable(let number)?:
        problem("'\(folder.path)' cannot be read: \(FileError(path: folder.path, number: number).reason)")
      case nil: break
      }
      return read.images.map { image in
        let problem = Self.problem(of: image.caption)
        return InspectedPicture(
          folder: folder.path, file: image.name.text,
          hasCaption: problem != nil || image.caption.text?.isEmpty == false, captionProblem: problem,
          problem: image.name.undecodable == nil ? nil : "has a name that is not UTF-8; rename it")
      }
    }
  }

  /// Why a caption cannot be read; nil if it can, or if it has nothing to read.
  private static func problem(of caption: Caption) -> String? {
    switch caption.problem {
    case .notUTF8(let offset)?: "is not UTF-8: byte \(offset)"
    case .unreadable(let number)?: "cannot be read: \(FileError(path: "", number: number).reason)"
    case .tooLarge?: "is too large for a caption"
    case .empty?, nil: nil
    }
  }

  private func request(_ folder: (path: String, captionExtension: String?)) -> FolderRequest {
    FolderRequest(path: folder.path, captionExtension: folder.captionExtension ?? ".txt")
  }

  /// The ending of the files that are named like images, among those that captions have.
  private static func captionEnding(_ survey: FolderSurvey) -> String? {
    let endings: Set<String> = [".txt", ".caption", ".tags", ".cap", ".tag", ".captions"]
    return survey.otherFiles.filter { endings.contains($0.fileExtension.lowercased()) && $0.matchingImages > 0 }
      .max { $0.matchingImages < $1.matchingImages }?.fileExtension
  }
}
