/// How captions are looked for in one folder.
struct CaptionRules: Sendable {
  /// Where a face crop's caption may be.
  enum Fallback {
    /// Nowhere: the path has fewer than five parts.
    case none
    /// Beside the image; the name's first part.
    case inFolder(ArraySlice<UInt8>)
    /// A path that is cut within the folder's own name.
    case elsewhere([UInt8])
  }

  /// The extension with its dot.
  let extensionBytes: [UInt8]
  /// Whether every line counts.
  let usesAllLines: Bool
  /// For 0 to 3 underscores in an image's stem, the path before the fourth underscore from the end.
  private let cutPaths: [[UInt8]?]

  private static let underscore = UInt8(ascii: "_")

  /// The rules of a request.
  init(_ request: FolderRequest) {
    extensionBytes = Array(request.captionExtension.utf8)
    usesAllLines = request.usesAllCaptionLines
    cutPaths = (0..<4).map { Self.cut(request, stemUnderscores: $0) }
  }

  /// sd-scripts splits the whole path at underscores, folder names included (train_util.py:1948-1952).
  private static func cut(_ request: FolderRequest, stemUnderscores: Int) -> [UInt8]? {
    let trained = Array(request.trainedPath.utf8)
    let underscores = trained.indices.filter { trained[$0] == underscore }
    let needed = 4 - stemUnderscores
    guard underscores.count >= needed else { return nil }
    let removed = trained[underscores[underscores.count - needed]...]
    // The same cut in the path that is read here, where both end alike.
    let read = Array(request.path.utf8)
    guard read.count >= removed.count, read.suffix(removed.count).elementsEqual(removed) else { return nil }
    return Array(read.dropLast(removed.count))
  }

  /// The second place to look for the caption of an image.
  func fallback(for stem: ArraySlice<UInt8>) -> Fallback {
    var found = 0
    for index in stem.indices.reversed() where stem[index] == Self.underscore {
      found += 1
      if found == 4 { return .inFolder(stem[..<index]) }
    }
    return cutPaths[found].map { .elsewhere($0) } ?? .none
  }
}
