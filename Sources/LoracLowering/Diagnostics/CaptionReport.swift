internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema
internal import LoracTokenizer

/// The diagnostics about the captions of a folder.
struct CaptionReport {
  private let recipe: Recipe
  private let tokenLimit: Int

  /// Reports on captions under the settings of `recipe`.
  init(_ recipe: Recipe) {
    self.recipe = recipe
    tokenLimit = recipe.value(ModelFields.maxTokenLength)
  }

  /// Files that taggers and editors write captions into.
  private static let captionEndings: Set<String> = [".txt", ".caption", ".tags", ".cap", ".tag", ".captions"]

  /// Appends one diagnostic for each kind that occurs.
  func append(_ folder: PlannedFolder, _ read: DatasetFolder, to diagnostics: inout DiagnosticList) {
    var counter = TokenCounter()
    var missing: [String] = []
    var oddities: [CaptionOddity: [String]] = [:]
    var withoutTrigger: [String] = []
    let trigger = checkedTrigger(folder).map { Array($0.utf8) }
    let images = read.images
    // By place: a copy of every image would cost more than the look at it.
    for place in images.indices {
      if images[place].caption.source == .none { missing.append(read.shownName(place)) }
      if isOdd(images[place].caption) {
        for oddity in kinds(of: images[place].caption, &counter) {
          oddities[oddity, default: []].append(read.shownName(place))
        }
      }
      if let trigger, images[place].caption.problem == nil,
        !(images[place].caption.text ?? read.classTokens ?? "").contains(bytes: trigger)
      {
        withoutTrigger.append(read.shownName(place))
      }
    }
    appendMissing(folder, read, missing, to: &diagnostics)
    let kinds: [CaptionOddity] = [
      .unreadable, .undecodable, .empty, .blank, .byteOrderMark, .unusedLines, .long(limit: tokenLimit), .faceCrop,
    ]
    for kind in kinds {
      if let names = oddities[kind] { diagnostics.append(.captionOddity(folder, kind, names)) }
    }
    if !withoutTrigger.isEmpty {
      diagnostics.append(.triggerMissing(folder, withoutTrigger, of: read.images.count, recipe))
    }
  }

  private func appendMissing(
    _ folder: PlannedFolder, _ read: DatasetFolder, _ missing: [String], to diagnostics: inout DiagnosticList
  ) {
    guard !missing.isEmpty else { return }
    let stated = folder.settings.captions.extension
    let other = read.survey.otherFiles.first {
      $0.matchingImages > 0 && $0.fileExtension != stated && Self.captionEndings.contains($0.fileExtension.lowercased())
    }
    if missing.count == read.images.count, let other {
      diagnostics.append(.captionExtension(folder, found: other, images: read.images.count, recipe))
    } else if !folder.settings.isRegularization {
      diagnostics.append(.missingCaptions(folder, missing, of: read.images.count))
    }
  }

  /// The word that captions must have; nil for regularization images and where the prefix adds it.
  private func checkedTrigger(_ folder: PlannedFolder) -> String? {
    guard let trigger = folder.trigger, !folder.settings.isRegularization else { return nil }
    let added = (folder.settings.captions.prefix ?? "") + " " + (folder.settings.captions.suffix ?? "")
    return added.contains(bytes: Array(trigger.utf8)) ? nil : trigger
  }

  /// Whether a caption may be of any kind; false for nearly all, at little cost.
  private func isOdd(_ caption: borrowing Caption) -> Bool {
    caption.problem != nil || !caption.traits.isEmpty || caption.source == .faceCropFallback
      || (caption.text?.utf8.count ?? 0) > tokenLimit
  }

  private func kinds(of caption: Caption, _ counter: inout TokenCounter) -> [CaptionOddity] {
    var result: [CaptionOddity] = []
    switch caption.problem {
    case .empty?: result.append(.empty)
    case .notUTF8?: result.append(.undecodable)
    case .unreadable?, .tooLarge?: result.append(.unreadable)
    case nil: break
    }
    if !caption.traits.isEmpty {
      if caption.traits.contains(.byteOrderMark) { result.append(.byteOrderMark) }
      if caption.traits.contains(.blank) { result.append(.blank) }
      if caption.traits.contains(.unusedLines) { result.append(.unusedLines) }
    }
    if caption.source == .faceCropFallback { result.append(.faceCrop) }
    // A token has at least one byte, so short captions need no count.
    if let text = caption.text, text.utf8.count > tokenLimit, counter.exceeds(tokenLimit, text) {
      result.append(.long(limit: tokenLimit))
    }
    return result
  }
}

extension String {
  /// Whether the text holds the bytes of another.
  func contains(bytes other: [UInt8]) -> Bool {
    guard let first = other.first else { return true }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: other) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
