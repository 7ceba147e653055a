internal import CLoracImages
internal import Glibc

/// Pictures to PNG files, always to the same bytes with the same libpng and zlib.
package enum PNGWriter {
  /// The file of an opaque picture, with a text chunk for each of `texts`, in their order.
  ///
  /// Keywords have 1 to 79 Latin letters, digits, punctuation or single spaces; texts may be any, without zeros.
  /// - Throws: ``ImageError/outOfMemory(width:height:)``, or ``ImageError/unsupportedVariant(_:reason:)`` for such a text.
  package static func encode(
    _ image: RGBImage, texts: [(keyword: String, text: String)] = []
  ) throws(ImageError) -> [UInt8] {
    try encode(image.bytes, image.width, image.height, channels: 3, texts)
  }

  /// The file of a picture; alpha is left out where ``RGBAImage/hasAlpha`` says that there is none.
  package static func encode(
    _ image: RGBAImage, texts: [(keyword: String, text: String)] = []
  ) throws(ImageError) -> [UInt8] {
    guard image.hasAlpha else { return try encode(image.withoutAlpha(), texts: texts) }
    return try encode(image.bytes, image.width, image.height, channels: 4, texts)
  }

  private static func encode(
    _ pixels: [UInt8], _ width: Int, _ height: Int, channels: Int32, _ texts: [(keyword: String, text: String)]
  ) throws(ImageError) -> [UInt8] {
    for (keyword, text) in texts {
      let isFine =
        (1...79).contains(keyword.utf8.count) && keyword.utf8.allSatisfy { (32...126).contains($0) }
        && !keyword.hasPrefix(" ") && !keyword.hasSuffix(" ") && !text.utf8.contains(0)
      guard isFine else { throw .unsupportedVariant(.png, reason: "no text can stand under the keyword \(keyword)") }
    }
    var file = lorac_png_file()
    var failure = lorac_image_failure()
    // All strings in one buffer, since the pointers to them must live as long as the call.
    var characters: [CChar] = []
    var offsets: [(Int, Int)] = []
    for (keyword, text) in texts {
      offsets.append((characters.count, characters.count + keyword.utf8.count + 1))
      for string in [keyword, text] { characters += string.utf8.map { CChar(bitPattern: $0) } + [0] }
    }
    let isDone = characters.withUnsafeBufferPointer { buffer in
      let chunks = offsets.map { keyword, text in
        lorac_png_text(
          keyword: buffer.baseAddress.map { $0 + keyword }, text: buffer.baseAddress.map { $0 + text })
      }
      return pixels.withUnsafeBufferPointer {
        lorac_png_write(
          $0.baseAddress, UInt32(width), UInt32(height), channels, compressionLevel, chunks, chunks.count, &file,
          &failure)
      }
    }
    defer { free(file.bytes) }
    guard isDone else { throw ImageError(failure, format: .png, width: width, height: height) }
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// zlib's level, chosen by measurement: see docs/preparation.md.
  private static let compressionLevel: Int32 = 2
}
