internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// The diagnostics about the images of one folder.
struct ImageReport {
  private let folder: PlannedFolder
  private let read: DatasetFolder
  private let recipe: Recipe

  /// Reports on the images of `folder`.
  init(_ folder: PlannedFolder, _ read: DatasetFolder, _ recipe: Recipe) {
    self.folder = folder
    self.read = read
    self.recipe = recipe
  }

  /// Appends one diagnostic for each kind that occurs.
  func append(to diagnostics: inout DiagnosticList) {
    var problems: [ImageProblemKind: [String]] = [:]
    var order: [ImageProblemKind] = []
    var oddities: [ImageOddity: [String]] = [:]
    var misfits: [String] = []
    let needsExactSize =
      !recipe.value(DatasetFields.bucketsEnabled) && recipe.value(DatasetFields.cacheLatents) == "false"
    let images = read.images
    // By place: a copy of every image would cost more than the look at it.
    for place in images.indices {
      if let problem = images[place].problem {
        let kind = ImageProblemKind(problem)
        if problems[kind] == nil { order.append(kind) }
        problems[kind, default: []].append(read.shownName(place))
      }
      guard let header = images[place].header else { continue }
      let isSound = images[place].problem == nil
      if header.isShownTurned || !header.traits.isEmpty || isSound && images[place].disagreeingFormat != nil {
        for oddity in Self.oddities(images[place], header) {
          oddities[oddity, default: []].append(read.shownName(place))
        }
      }
      if needsExactSize, isSound, let size = header.kohyaSize, !fits(size) {
        misfits.append(read.shownName(place))
      }
    }
    for kind in order { diagnostics.append(.imageProblem(folder, kind, problems[kind] ?? [])) }
    oddities[.unseen] = read.survey.unseenImages.map(\.text)
    oddities[.sharedCaption] = read.survey.sharedStems.map(\.text)
    let kinds: [ImageOddity] = [
      .wrongExtension, .unseen, .rotated, .transparent, .animated, .inks, .sharedCaption,
    ]
    for kind in kinds {
      if let names = oddities[kind], !names.isEmpty { diagnostics.append(.imageTrait(folder, kind, names)) }
    }
    if !misfits.isEmpty { diagnostics.append(.mixedSizes(folder, misfits, recipe)) }
  }

  private static func oddities(_ image: DatasetImage, _ header: ImageHeader) -> [ImageOddity] {
    var result: [ImageOddity] = []
    if header.isShownTurned { result.append(.rotated) }
    if !header.traits.isEmpty {
      if header.traits.contains(.alpha) { result.append(.transparent) }
      if header.traits.contains(.animated) { result.append(.animated) }
      if header.traits.contains(.cmyk) { result.append(.inks) }
    }
    if image.problem == nil, image.disagreeingFormat != nil { result.append(.wrongExtension) }
    return result
  }

  /// Whether an image can be used as it is: of the resolution, or larger with random crops (train_util.py:1622-1650).
  private func fits(_ size: LoracDataset.PixelSize) -> Bool {
    let (width, height) = (folder.resolution.width, folder.resolution.height)
    if size.width == width, size.height == height { return true }
    return folder.settings.randomCrop && size.width >= width && size.height >= height
  }
}
