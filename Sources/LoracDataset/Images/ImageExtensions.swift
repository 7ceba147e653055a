/// Which file names sd-scripts takes for images (train_util.py:104, 2847-2856; Python's glob hides dot files).
package enum ImageExtensions {
  /// How a file name stands to sd-scripts.
  package enum Standing: Hashable, Sendable {
    /// Trained.
    case image
    /// An image by its name that sd-scripts never sees: `.Png`, `.gif`, `.tiff`, a hidden file.
    case unseenImage
    /// Anything else.
    case other
  }

  /// The endings that sd-scripts globs for, without plug-ins for AVIF and JPEG XL.
  package static let trained: [String] = [
    ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".PNG", ".JPG", ".JPEG", ".WEBP", ".BMP",
  ]

  /// Lower-case endings of images in general.
  package static let known: [String] = [
    ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif", ".jxl", ".heic", ".heif", ".jfif",
    ".jpe",
    ".jp2", ".ico", ".tga", ".psd", ".exr", ".dib", ".apng",
  ]

  private static let trainedKeys = trained.map { key(ArraySlice($0.utf8)) }
  private static let knownKeys = known.map { key(ArraySlice($0.utf8)) }
  private static let dot = UInt8(ascii: ".")

  private static let promised: [(key: UInt64, format: ImageFormat)] = [
    (key(".png".utf8), .png), (key(".jpg".utf8), .jpeg), (key(".jpeg".utf8), .jpeg), (key(".webp".utf8), .webp),
    (key(".bmp".utf8), .bmp),
  ]

  /// The key of a name's ending in small letters; nil where that is longer than any that is trained.
  private static func smallEnding(_ name: UnsafeRawBufferPointer) -> UInt64? {
    guard let start = name.suffix(5).lastIndex(of: dot) else { return nil }
    return name[start...].reduce(0) { $0 << 8 | UInt64((0x41...0x5A).contains($1) ? $1 | 0x20 : $1) }
  }

  /// The standing of a file by its name.
  package static func standing(of name: String) -> Standing { standing(of: ArraySlice(name.utf8)) }

  /// The standing of a file by the bytes of its name.
  static func standing(of name: ArraySlice<UInt8>) -> Standing {
    name.withUnsafeBytes { standing(of: $0) }
  }

  /// The standing of a file by the bytes of its name.
  static func standing(of name: UnsafeRawBufferPointer) -> Standing {
    // No ending looked for is longer than five bytes with its dot.
    let shortest = max(0, name.count - 5)
    guard let start = (shortest..<name.count).last(where: { name[$0] == dot }) else { return .other }
    let ending = key(name[start...])
    if name.first != dot, trainedKeys.contains(ending) { return .image }
    // ".png" is a hidden file without a name, not a picture; "._a.png" is what macOS leaves on foreign disks.
    if start == 0 || name.starts(with: [dot, UInt8(ascii: "_")]) { return .other }
    // Setting bit 5 makes ASCII letters small and changes nothing in ".", "2" and the like.
    return knownKeys.contains(ending | lowerCaseBits(name.count - start)) ? .unseenImage : .other
  }

  /// The bytes of an ending as one number.
  private static func key(_ ending: some Collection<UInt8>) -> UInt64 {
    ending.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func lowerCaseBits(_ count: Int) -> UInt64 { (0..<count).reduce(0) { bits, _ in bits << 8 | 0x20 } }

  /// The format that a name promises; nil when the ending is none that is trained.
  package static func promisedFormat(of name: String) -> ImageFormat? {
    let key = name.utf8.withContiguousStorageIfAvailable { smallEnding(UnsafeRawBufferPointer($0)) }
    guard let key = key ?? Array(name.utf8).withUnsafeBytes({ smallEnding($0) }) else { return nil }
    return promised.first { $0.key == key }?.format
  }
}
