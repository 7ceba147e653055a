/// Which family a cache of latents beside an image belongs to (strategy_sd.py:137-139).
package enum LatentCacheFamily: String, Sendable, CaseIterable {
  /// `name_0512x0768_sd.npz`.
  case stableDiffusion = "_sd.npz"
  /// `name_0512x0768_sdxl.npz`.
  case sdxl = "_sdxl.npz"

  /// The names of the family's caches in a folder, in the order of the file system.
  func caches(in listing: FolderListing) -> [ArraySlice<UInt8>] {
    let suffix = Array(rawValue.utf8)
    var names: [ArraySlice<UInt8>] = []
    for entry in listing.entries where entry.standing == .other && entry.count >= suffix.count {
      let name = listing.name(entry)
      if name.suffix(suffix.count).elementsEqual(suffix), name.first != UInt8(ascii: ".") { names.append(name) }
    }
    return names
  }
}

/// Image sizes that sd-scripts takes from the names of latent caches instead of the images (train_util.py:2005-2036).
///
/// It looks for caches always, whether latents are cached in this run or not. A picture that was replaced after its
/// latents were cached keeps its old size; one whose name begins another's can take that one's size.
package struct LatentCaches: Hashable, Sendable {
  /// A size that differs from the image's own.
  package struct Override: Hashable, Sendable {
    /// Place of the image in its folder.
    package var image: Int
    /// The size in the cache's name.
    package var size: PixelSize
    /// The name of the cache.
    package var cache: FileName
  }

  /// Number of caches in the folder.
  package var count: Int = 0
  /// Images that take another size than their own.
  package var overrides: [Override] = []
  /// A cache whose name holds no size, found for an image: sd-scripts stops with a ValueError.
  package var malformed: FileName?

  /// No caches.
  package init() {}

  /// Follows sd-scripts' walk over sorted images and caches.
  ///
  /// - Parameters:
  ///   - images: Names and sizes of the images, sorted as sd-scripts sorts them.
  ///   - caches: Names of all caches of one family.
  init(images: [(name: ArraySlice<UInt8>, size: PixelSize?)], caches: [ArraySlice<UInt8>]) {
    count = caches.count
    let sorted = caches.map { (key: Self.key($0), name: $0) }
      .sorted { PythonNameOrder.precedes($0.key, $1.key) }
      .map(\.name)
    var next = 0
    for (place, image) in images.enumerated() {
      let stem = image.name[..<FolderScan.stemEnd(image.name)]
      while next < sorted.count, Self.order(sorted[next], stem) == .before { next += 1 }
      guard next < sorted.count else { return }
      guard Self.order(sorted[next], stem) == .begins else { continue }
      guard let size = Self.size(in: sorted[next]) else {
        malformed = FileName(bytes: sorted[next])
        return
      }
      if size != image.size {
        overrides.append(Override(image: place, size: size, cache: FileName(bytes: sorted[next])))
      }
    }
  }

  private static let underscore = UInt8(ascii: "_")

  /// The name without its last two parts, by which caches are sorted.
  private static func key(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = name
    for _ in 0..<2 {
      guard let place = rest.lastIndex(of: underscore) else { return name }
      rest = rest[..<place]
    }
    return rest
  }

  private enum Order {
    case before
    case begins
    case after
  }

  /// How a cache's name, cut to the stem's length, stands to the stem.
  private static func order(_ name: ArraySlice<UInt8>, _ stem: ArraySlice<UInt8>) -> Order {
    if name.starts(with: stem) { return .begins }
    return PythonNameOrder.precedes(name, stem) ? .before : .after
  }

  /// The size in the last part but one: `0512x0768`.
  private static func size(in name: ArraySlice<UInt8>) -> PixelSize? {
    let parts = name.split(separator: underscore, omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    let sides = parts[parts.count - 2].split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    let numbers = sides.compactMap { side -> Int? in
      guard case .value(let number) = PythonText.integer(String(decoding: side, as: UTF8.self)) else { return nil }
      return number
    }
    return numbers.count == 2 ? PixelSize(width: numbers[0], height: numbers[1]) : nil
  }
}
