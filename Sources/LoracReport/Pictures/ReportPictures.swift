internal import LoracFiles
internal import LoracImages

/// The pictures of a page as data URIs, within a bound on their size together.
///
/// A class because a page that is rebuilt during a run keeps what it has encoded. Not to be used by two threads at once.
package final class ReportPictures {
  /// A picture file as it was when it was read.
  private struct Key: Hashable {
    var path: String
    var size: Int
    var time: Int64
  }

  /// How pictures are made smaller, the gentlest first.
  private enum Reduction: Int, CaseIterable {
    /// PNG files as they are.
    case none
    /// JPEG in full size.
    case jpeg
    /// JPEG, at most 512 pixels wide and high.
    case medium
    /// JPEG, at most 256 pixels wide and high.
    case small
    /// JPEG, at most 128 pixels wide and high.
    case tiny

    var side: Int {
      switch self {
      case .none, .jpeg: .max
      case .medium: 512
      case .small: 256
      case .tiny: 128
      }
    }
  }

  /// The most bytes that all pictures of a page may have as files; as text they take a third more.
  private let limit: Int
  private var cache: [Reduction: [Key: [UInt8]]] = [:]

  /// Pictures that together take at most `limit` bytes, before they are turned into text.
  package init(limit: Int = 12 << 20) { self.limit = limit }

  /// The data URI of each picture that can be read; those of other formats than PNG, JPEG and WebP are left out.
  ///
  /// If the files are too large together, all are turned into JPEG and then scaled down, until they fit.
  func dataURIs(_ paths: [String]) -> [String: String] {
    let keys = paths.compactMap { path -> Key? in
      guard let size = FileSystem.size(of: path), let time = FileSystem.modificationTime(of: path) else { return nil }
      return Key(path: path, size: size, time: time)
    }
    var result: [Key: [UInt8]] = [:]
    let total = keys.reduce(0) { $0 + $1.size }
    for reduction in Reduction.allCases where reduction != .none || total <= limit {
      result = encode(keys, reduction)
      if result.values.reduce(0, { $0 + $1.count }) <= limit { break }
    }
    return Dictionary(
      result.compactMap { key, bytes in Self.uri(bytes).map { (key.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func encode(_ keys: [Key], _ reduction: Reduction) -> [Key: [UInt8]] {
    var known = cache[reduction] ?? [:]
    // Pictures that are gone are forgotten.
    known = known.filter { keys.contains($0.key) }
    for key in keys where known[key] == nil {
      guard let bytes = try? FileSystem.read(key.path, limit: 1 << 28) else { continue }
      known[key] = reduction == .none ? bytes : Self.smaller(bytes, side: reduction.side)
    }
    cache[reduction] = known
    return known
  }

  /// The picture as JPEG of at most `side` pixels; as it is where that would not be smaller, or where it cannot be read.
  private static func smaller(_ bytes: [UInt8], side: Int) -> [UInt8] {
    guard let photo = try? PhotoDecoder.decode(bytes) else { return bytes }
    var image = photo.image
    let longest = max(image.width, image.height)
    if longest > side {
      let factor = Double(side) / Double(longest)
      let size = PictureSize(
        width: max(1, Int((Double(image.width) * factor).rounded())),
        height: max(1, Int((Double(image.height) * factor).rounded())))
      guard let resized = try? image.resized(to: size) else { return bytes }
      image = resized
    }
    guard let smaller = try? JPEGWriter.encode(image.composed(on: .white), quality: 85) else { return bytes }
    return smaller.count < bytes.count ? smaller : bytes
  }

  /// The bytes as a `data:` URI; nil for what no page shows.
  private static func uri(_ bytes: [UInt8]) -> String? {
    let types: [(start: [UInt8], name: String)] = [
      ([0x89, 0x50, 0x4E, 0x47], "png"), ([0xFF, 0xD8, 0xFF], "jpeg"), (Array("RIFF".utf8), "webp"),
    ]
    guard let type = types.first(where: { bytes.starts(with: $0.start) }) else { return nil }
    return "data:image/\(type.name);base64,\(Base64.encode(bytes))"
  }
}
