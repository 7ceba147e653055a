internal import Glibc
internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan

extension Diagnostic {
  /// Images of one folder with the same problem.
  static func imageProblem(_ folder: PlannedFolder, _ kind: ImageProblemKind, _ names: [String]) -> Diagnostic {
    let (code, phrase) = kind.description
    let what =
      names.count == 1 ? "'\(folder.settings.path)/\(names[0])'" : "\(names.count) images in '\(folder.settings.path)'"
    return Diagnostic(
      code, "\(what): \(phrase)", at: folder.label("in this folder"),
      notes: (names.count == 1 ? [] : [.note(NameList.sentence("file", names))]) + [.help(kind.advice)])
  }

  /// Images of one folder with the same oddity.
  static func imageTrait(_ folder: PlannedFolder, _ kind: ImageOddity, _ names: [String]) -> Diagnostic {
    let (code, phrase, help) = kind.description
    let images = NameList.count(names.count, "image")
    return Diagnostic(
      code, "\(images) in '\(folder.settings.path)' \(phrase(names.count == 1))", at: folder.label("in this folder"),
      notes: [.note(NameList.sentence("file", names)), .help(help)])
  }

  /// Files that hold the same picture, as pairs of a file and the first one with its content.
  static func duplicateImages(_ folder: PlannedFolder, _ pairs: [(copy: String, original: String)]) -> Diagnostic {
    let shown = pairs.prefix(NameList.limit).map { "'\($0.copy)' is '\($0.original)'" }.joined(separator: ", ")
    let rest = pairs.count - min(pairs.count, NameList.limit)
    return Diagnostic(
      LoweringDiagnostics.duplicateImages,
      pairs.count == 1
        ? "a picture in '\(folder.settings.path)' is there twice"
        : "\(pairs.count) pictures in '\(folder.settings.path)' are there already",
      at: folder.label("in this folder"),
      notes: [
        .note(rest > 0 ? "\(shown) and \(rest) more" : shown),
        .help("delete the copies; to train a picture more often, raise 'repeats'"),
      ])
  }
}

/// Why images cannot be trained, as far as messages tell problems apart.
enum ImageProblemKind: Hashable {
  case empty
  case notAFile
  case brokenLink
  case unreadable(Int32)
  case notAnImage
  case unsupported(ImageFormat)
  case damagedHeader(ImageFormat)
  case truncated
  case notMeasured(ImageFormat)
  case zeroSize
  case tooLarge

  /// The kind of a problem.
  init(_ problem: ImageProblem) {
    switch problem {
    case .emptyFile: self = .empty
    case .notAFile: self = .notAFile
    case .brokenLink: self = .brokenLink
    case .unreadable(let number): self = .unreadable(number)
    case .notAnImage: self = .notAnImage
    case .unsupported(let format): self = .unsupported(format)
    case .truncatedHeader(let format), .malformedHeader(let format): self = .damagedHeader(format)
    case .truncatedData: self = .truncated
    case .notMeasuredBySDScripts(let format): self = .notMeasured(format)
    case .zeroDimension: self = .zeroSize
    case .tooManyPixels: self = .tooLarge
    }
  }

  /// The code, and the end of the headline.
  var description: (DiagnosticCode, String) {
    let broken = LoweringDiagnostics.brokenImage
    switch self {
    case .empty: return (broken, "no bytes, where an image should be")
    case .notAFile: return (broken, "a folder or device with the name of an image")
    case .brokenLink: return (broken, "a link to nothing")
    case .unreadable(let number): return (broken, String(cString: strerror(number)))
    case .notAnImage: return (broken, "not an image")
    case .unsupported(let format):
      return (LoweringDiagnostics.unsupportedImage, "really \(format.displayName), which sd-scripts cannot read")
    case .damagedHeader(let format): return (broken, "a damaged \(format.displayName)")
    case .truncated: return (LoweringDiagnostics.truncatedImage, "pixels are missing at the end")
    case .notMeasured(let format):
      return (broken, "a \(format.displayName) with stray bytes, whose size sd-scripts cannot read")
    case .zeroSize: return (broken, "an image without pixels")
    case .tooLarge: return (broken, "more pixels than Pillow accepts (\(ImageHeader.refusedArea))")
    }
  }
}

extension ImageProblemKind {
  /// What to do.
  fileprivate var advice: String {
    switch self {
    case .unsupported: "convert it to PNG, JPEG or WebP; a new name alone does not help"
    case .notMeasured: "open it in an image editor and save it again"
    case .tooLarge: "make it smaller"
    case .unreadable: "give yourself the right to read it, or take it out of the folder"
    case .empty, .notAFile, .brokenLink, .notAnImage, .damagedHeader, .truncated, .zeroSize:
      "copy or download it again, or take it out of the folder"
    }
  }
}

/// What is odd about images that can be trained.
enum ImageOddity: Hashable {
  case wrongExtension
  case unseen
  case rotated
  case transparent
  case animated
  case inks
  case sharedCaption

  /// The code, the end of the headline, and what to do.
  var description: (DiagnosticCode, (Bool) -> String, String) {
    switch self {
    case .wrongExtension:
      return (
        LoweringDiagnostics.wrongExtension,
        { $0 ? "has another format's extension" : "have another format's extension" },
        "rename the files, with their captions"
      )
    case .unseen:
      return (
        LoweringDiagnostics.unseenImages, { $0 ? "will not be seen by sd-scripts" : "will not be seen by sd-scripts" },
        "rename or convert them to .png, .jpg, .jpeg, .webp or .bmp"
      )
    case .rotated:
      return (
        LoweringDiagnostics.rotatedImages,
        { $0 ? "is trained lying on its side" : "are trained lying on their side" },
        "let 'prepare: {crop: {mode: none}}' turn copies of them, or turn the pixels themselves"
      )
    case .transparent:
      return (
        LoweringDiagnostics.transparentImages, { $0 ? "has transparency" : "have transparency" },
        "put the subject on a plain background, as 'prepare: {background: {fill: white}}' does"
      )
    case .animated:
      return (
        LoweringDiagnostics.changedImages, { $0 ? "has several frames" : "have several frames" },
        "save the frame that you want as PNG; only the first is trained"
      )
    case .inks:
      return (
        LoweringDiagnostics.changedImages, { $0 ? "is stored as four inks" : "are stored as four inks" },
        "convert them to RGB with their colour profile"
      )
    case .sharedCaption:
      return (
        LoweringDiagnostics.sharedCaption,
        { $0 ? "shares its name with another" : "share their names with others" },
        "rename them, so that each has a caption of its own"
      )
    }
  }
}
