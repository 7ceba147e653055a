/// What kind of image file bytes are, told by their first few.
package enum ImageFileFormat: Sendable, Hashable {
  /// One of the formats that are decoded here.
  case decodable(DecodableFormat)
  /// A format by its name that sd-scripts' Pillow may open and lorac does not.
  case foreign(String)

  /// The format of a file that begins with `bytes`; nil if no signature fits.
  package init?(_ bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(16))
    if start.count >= 12, start.starts(with: Array("RIFF".utf8)), start[8..<12].elementsEqual("WEBP".utf8) {
      self = .decodable(.webP)
    } else if start.count >= 12, start[4..<8].elementsEqual("ftyp".utf8) {
      self = .foreign(Self.mediaFileName(brand: start[8..<12]))
    } else if let signature = Self.signatures.first(where: { start.starts(with: $0.bytes) }) {
      self = signature.format
    } else {
      return nil
    }
  }

  private static func mediaFileName(brand: ArraySlice<UInt8>) -> String {
    switch String(decoding: brand, as: UTF8.self) {
    case "avif", "avis": "AVIF"
    case "heic", "heix", "mif1", "msf1": "HEIF"
    default: "ISO media"
    }
  }

  private static let signatures: [(bytes: [UInt8], format: ImageFileFormat)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .decodable(.png)),
    ([0xFF, 0xD8, 0xFF], .decodable(.jpeg)),
    (Array("BM".utf8), .decodable(.bmp)),
    (Array("GIF87a".utf8), .foreign("GIF")),
    (Array("GIF89a".utf8), .foreign("GIF")),
    ([0x49, 0x49, 0x2A, 0x00], .foreign("TIFF")),
    ([0x4D, 0x4D, 0x00, 0x2A], .foreign("TIFF")),
    ([0xFF, 0x0A], .foreign("JPEG XL")),
    ([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20], .foreign("JPEG XL")),
    ([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20], .foreign("JPEG 2000")),
    ([0xFF, 0x4F, 0xFF, 0x51], .foreign("JPEG 2000")),
    (Array("8BPS".utf8), .foreign("Photoshop")),
    ([0, 0, 1, 0], .foreign("Windows icon")),
    (Array("DDS ".utf8), .foreign("DDS")),
    (Array("qoif".utf8), .foreign("QOI")),
    (Array("P3".utf8), .foreign("PPM")),
    (Array("P5".utf8), .foreign("PGM")),
    (Array("P6".utf8), .foreign("PPM")),
  ]
}

/// The image formats that are decoded here.
package enum DecodableFormat: String, Sendable, Hashable, CaseIterable {
  /// Portable Network Graphics; of an animation the default picture.
  case png = "PNG"
  /// JPEG, baseline or progressive.
  case jpeg = "JPEG"
  /// WebP; of an animation the first frame.
  case webP = "WebP"
  /// Windows bitmap.
  case bmp = "BMP"
}
