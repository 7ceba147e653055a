/// A kind of file, told from its first bytes and never from its name.
package enum ImageFormat: String, Sendable, CaseIterable {
  /// Portable Network Graphics.
  case png
  /// JPEG, baseline or progressive.
  case jpeg
  /// WebP, lossy, lossless or extended.
  case webp
  /// Windows or OS/2 bitmap.
  case bmp
  /// Graphics Interchange Format.
  case gif
  /// Tagged Image File Format.
  case tiff
  /// AV1 image.
  case avif
  /// HEIC or HEIF, what phones store.
  case heif
  /// JPEG XL.
  case jpegXL
  /// JPEG 2000.
  case jpeg2000
  /// Photoshop document.
  case photoshop
  /// SVG or other XML.
  case xml
  /// A web page, often a failed download.
  case html
  /// PDF document.
  case pdf
  /// ZIP archive.
  case zip

  /// Whether the size is read from the header here; the others are only recognised.
  package var isMeasured: Bool {
    switch self {
    case .png, .jpeg, .webp, .bmp, .gif: true
    default: false
    }
  }

  /// The name people use.
  package var displayName: String {
    switch self {
    case .png: "PNG"
    case .jpeg: "JPEG"
    case .webp: "WebP"
    case .bmp: "BMP"
    case .gif: "GIF"
    case .tiff: "TIFF"
    case .avif: "AVIF"
    case .heif: "HEIC"
    case .jpegXL: "JPEG XL"
    case .jpeg2000: "JPEG 2000"
    case .photoshop: "Photoshop"
    case .xml: "XML or SVG"
    case .html: "HTML"
    case .pdf: "PDF"
    case .zip: "ZIP"
    }
  }
}

extension ImageFormat {
  /// First bytes, at an offset, that tell a format.
  private struct Signature {
    let format: ImageFormat
    let offset: Int
    let bytes: [UInt8]

    init(_ format: ImageFormat, _ text: StaticString, at offset: Int = 0) {
      self.format = format
      self.offset = offset
      bytes = text.withUTF8Buffer { Array($0) }
    }

    init(_ format: ImageFormat, bytes: [UInt8], at offset: Int = 0) {
      self.format = format
      self.offset = offset
      self.bytes = bytes
    }
  }

  private static let signatures: [Signature] = [
    Signature(.png, bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    Signature(.jpeg, bytes: [0xFF, 0xD8, 0xFF]),
    Signature(.webp, "WEBP", at: 8),
    Signature(.bmp, "BM"),
    Signature(.gif, "GIF87a"),
    Signature(.gif, "GIF89a"),
    Signature(.tiff, bytes: [0x49, 0x49, 0x2A, 0x00]),
    Signature(.tiff, bytes: [0x4D, 0x4D, 0x00, 0x2A]),
    Signature(.tiff, bytes: [0x49, 0x49, 0x2B, 0x00]),
    Signature(.avif, "ftypavif", at: 4),
    Signature(.avif, "ftypavis", at: 4),
    Signature(.heif, "ftypheic", at: 4),
    Signature(.heif, "ftypheix", at: 4),
    Signature(.heif, "ftypmif1", at: 4),
    Signature(.heif, "ftypmsf1", at: 4),
    Signature(.jpegXL, bytes: [0xFF, 0x0A]),
    Signature(.jpegXL, bytes: [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20]),
    Signature(.jpeg2000, bytes: [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20]),
    Signature(.jpeg2000, bytes: [0xFF, 0x4F, 0xFF, 0x51]),
    Signature(.photoshop, "8BPS"),
    Signature(.html, "<!DOCTYPE html"),
    Signature(.html, "<!doctype html"),
    Signature(.html, "<html"),
    Signature(.xml, "<?xml"),
    Signature(.xml, "<svg"),
    Signature(.pdf, "%PDF"),
    Signature(.zip, bytes: [0x50, 0x4B, 0x03, 0x04]),
  ]

  /// The format whose signature the file starts with; nil for none known.
  static func detect(_ file: inout FileWindow) -> ImageFormat? {
    // A WebP is a RIFF file; "WEBP" alone at offset 8 proves nothing.
    for signature in signatures where file.matches(signature.bytes, at: signature.offset) {
      if signature.format == .webp, !file.matches([0x52, 0x49, 0x46, 0x46], at: 0) { continue }
      return signature.format
    }
    return nil
  }
}
