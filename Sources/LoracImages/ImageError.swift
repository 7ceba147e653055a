/// Why bytes did not become a picture.
package enum ImageError: Error, Sendable, Hashable {
  /// No image format begins like this.
  case notAnImage
  /// An image of a format by that name, which lorac does not decode; kohya's Pillow may.
  case foreignFormat(String)
  /// A variant that Pillow, too, refuses or misreads, or that this machine's library lacks.
  case unsupportedVariant(DecodableFormat, reason: String)
  /// The file ends before the picture does; Pillow refuses it, too.
  case truncated(DecodableFormat, reason: String)
  /// The bytes contradict their format.
  case corrupt(DecodableFormat, reason: String)
  /// More pixels than were allowed, at most ``ImageDecoder/mostPixels``, where Pillow suspects an attack.
  case tooLarge(width: Int, height: Int, limit: Int = ImageDecoder.mostPixels)
  /// A width or height of 0.
  case empty(width: Int, height: Int)
  /// The system had no memory for the picture.
  case outOfMemory(width: Int, height: Int)

  /// What is wrong, as the end of a sentence that begins with the file's name: "… is truncated: …".
  package var explanation: String {
    switch self {
    case .notAnImage: "is not an image that lorac knows (PNG, JPEG, WebP, BMP)"
    case .foreignFormat(let name): "has the format \(name); lorac reads PNG, JPEG, WebP and BMP"
    case .unsupportedVariant(let format, let reason): "is a \(format.rawValue) file that cannot be read: \(reason)"
    case .truncated(let format, let reason): "is a truncated \(format.rawValue) file: \(reason)"
    case .corrupt(let format, let reason): "is a damaged \(format.rawValue) file: \(reason)"
    case .tooLarge(let width, let height, let limit):
      "has \(width)×\(height) pixels; more than \(limit) are refused"
        + (limit == ImageDecoder.mostPixels ? ", by Pillow too" : "")
    case .empty(let width, let height): "has \(width)×\(height) pixels"
    case .outOfMemory(let width, let height): "has \(width)×\(height) pixels, for which there is no memory"
    }
  }
}
