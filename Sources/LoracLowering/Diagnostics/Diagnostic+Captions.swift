internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// What can be wrong with captions, one kind for each message.
enum CaptionOddity: Hashable {
  case byteOrderMark
  case empty
  case blank
  case undecodable
  case unreadable
  case unusedLines
  case long(limit: Int)
  case faceCrop

  /// The code, the end of the headline for one and for several, and what to do.
  var description: (code: DiagnosticCode, one: String, several: String, help: String?) {
    switch self {
    case .byteOrderMark:
      (
        LoweringDiagnostics.byteOrderMark, "begins with a byte order mark", "begin with a byte order mark",
        "save them as UTF-8 without BOM; the mark would become part of the first tag"
      )
    case .empty:
      (
        LoweringDiagnostics.emptyCaption, "has no bytes", "have no bytes",
        "write a caption or delete the file; sd-scripts stops at it"
      )
    case .blank:
      (
        LoweringDiagnostics.blankCaption, "is blank", "are blank",
        "write the caption into the first line, or delete the file"
      )
    case .undecodable:
      (
        LoweringDiagnostics.undecodableCaption, "is not UTF-8", "are not UTF-8",
        "save them as UTF-8; sd-scripts stops at them"
      )
    case .unreadable:
      (
        LoweringDiagnostics.unreadableCaption, "cannot be read", "cannot be read",
        "give yourself the right to read them; a caption is a text of a few lines"
      )
    case .unusedLines:
      (
        LoweringDiagnostics.unusedLines, "has more than one line", "have more than one line",
        "put everything into the first line, the only one that is read"
      )
    case .long(let limit):
      (
        LoweringDiagnostics.longCaption, "takes more than \(limit) tokens", "take more than \(limit) tokens",
        "shorten them, or raise 'model.max_token_length'; what lies beyond is cut off"
      )
    case .faceCrop:
      (
        LoweringDiagnostics.faceCropCaption, "was found under a shorter name", "were found under a shorter name", nil
      )
    }
  }
}

extension Diagnostic {
  /// Captions of one folder with the same oddity; `names` are those of their images.
  static func captionOddity(_ folder: PlannedFolder, _ kind: CaptionOddity, _ names: [String]) -> Diagnostic {
    let (code, one, several, help) = kind.description
    let captions = NameList.count(names.count, "caption")
    return Diagnostic(
      code, "\(captions) in '\(folder.settings.path)' \(names.count == 1 ? one : several)",
      at: folder.label("in this folder"),
      notes: [.note(NameList.sentence("image", names))] + (help.map { [.help($0)] } ?? []))
  }

  /// The classic: captions are there, under another extension.
  static func captionExtension(
    _ folder: PlannedFolder, found: FolderSurvey.ExtensionCount, images: Int, _ recipe: Recipe
  ) -> Diagnostic {
    let stated = folder.settings.captions.extension
    let source =
      folder.sources[CaptionFields.folder.extension.path]
      ?? recipe.settings.source(of: CaptionFields.dataset.extension)
    let isEditable = source.map { $0.range.file.kind == .file } ?? false
    var fixIts: [FixIt] = []
    if isEditable, let source {
      fixIts = [
        FixIt(
          "use '\(found.fileExtension)'", [TextEdit(source.range, found.fileExtension)],
          found.matchingImages == images ? .safe : .unsafe)
      ]
    }
    return Diagnostic(
      LoweringDiagnostics.captionExtension,
      "no image in '\(folder.settings.path)' has a '\(stated)' caption, but \(found.matchingImages) have "
        + "'\(found.fileExtension)'",
      at: isEditable ? source.map { Label($0.range, "no file ends with this") } : folder.label("no caption is read"),
      secondary: isEditable ? [folder.label("the folder")] : [],
      notes: [
        .help("set 'captions.extension' to '\(found.fileExtension)'"),
        .note("every image would be trained with the text '\(folder.settings.classTokens ?? "")' alone"),
      ], fixIts: fixIts)
  }

  /// Images have no caption; only a remark if none has one and class tokens stand in.
  static func missingCaptions(_ folder: PlannedFolder, _ names: [String], of images: Int) -> Diagnostic {
    let tokens = folder.settings.classTokens ?? ""
    let text = tokens.isEmpty ? "an empty text" : "'\(tokens)'"
    var diagnostic = Diagnostic(
      LoweringDiagnostics.missingCaptions,
      names.count == images
        ? "no image in '\(folder.settings.path)' has a caption"
        : "\(names.count) of \(images) images in '\(folder.settings.path)' have no caption",
      at: folder.label("trained with \(text)"),
      notes: names.count == images
        ? [] : [.note(NameList.sentence("image", names)), .help("write what they show into a text file beside each")])
    if names.count == images, !tokens.isEmpty { diagnostic.severity = .remark }
    return diagnostic
  }

  /// Captions lack the trigger word.
  static func triggerMissing(_ folder: PlannedFolder, _ names: [String], of images: Int, _ recipe: Recipe) -> Diagnostic
  {
    let trigger = folder.trigger ?? ""
    let source =
      folder.sources[CaptionFields.folder.trigger.path] ?? recipe.settings.source(of: CaptionFields.dataset.trigger)
    return Diagnostic(
      LoweringDiagnostics.triggerMissing,
      "\(names.count) of \(images) captions in '\(folder.settings.path)' lack '\(trigger)'",
      at: source.map { Label($0.range, "the word to look for") } ?? folder.label(), secondary: [folder.label("here")],
      notes: [
        .note(NameList.sentence("image", names)),
        .help("add it to the captions, or to all with 'captions.prefix'"),
      ])
  }
}
