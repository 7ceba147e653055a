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

  private static let trainedBytes = trained.map { Array($0.utf8) }
  private static let knownBytes = known.map { Array($0.utf8) }

  /// The standing of a file by its name.
  package static func standing(of name: String) -> Standing { standing(of: ArraySlice(name.utf8)) }

  /// The standing of a file by the bytes of its name.
  static func standing(of name: ArraySlice<UInt8>) -> Standing {
    let isHidden = name.first == UInt8(ascii: ".")
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return .other }
    let ending = name[dot...]
    if !isHidden, trainedBytes.contains(where: { ending.elementsEqual($0) }) { return .image }
    let lowered = ending.map { byte in (0x41...0x5A).contains(byte) ? byte + 32 : byte }
    // ".png" is a hidden file without a name, not a picture; "._a.png" is what macOS leaves on foreign disks.
    if dot == name.startIndex || name.starts(with: [0x2E, 0x5F]) { return .other }
    return knownBytes.contains { $0 == lowered } ? .unseenImage : .other
  }

  /// The format that a name promises; nil when the ending is none that is trained.
  package static func promisedFormat(of name: String) -> ImageFormat? {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return switch name[dot...].lowercased() {
    case ".png": .png
    case ".jpg", ".jpeg": .jpeg
    case ".webp": .webp
    case ".bmp": .bmp
    default: nil
    }
  }
}
