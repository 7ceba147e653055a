internal import CLoracImages

/// A picture of 8-bit red, green, blue and straight alpha, row by row from the top, without padding.
package struct RGBAImage: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Whether alpha may be other than 255 somewhere.
  package let hasAlpha: Bool
  /// `height` × `width` × 4 bytes.
  package let bytes: [UInt8]

  /// A picture of `bytes`: `width` × `height` × 4, both sides at least 1.
  ///
  /// Without `hasAlpha` every fourth byte must be 255.
  package init(width: Int, height: Int, hasAlpha: Bool, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height * 4, "bytes must match the size")
    self.width = width
    self.height = height
    self.hasAlpha = hasAlpha
    self.bytes = bytes
  }

  /// `image`, opaque.
  package init(_ image: RGBImage) {
    let pixels = image.width * image.height
    let bytes = Self.filled(pixels * 4) { target in
      image.bytes.withUnsafeBufferPointer { lorac_rgba_from_rgb($0.baseAddress, pixels, target) }
    }
    self.init(width: image.width, height: image.height, hasAlpha: false, bytes: bytes)
  }

  /// Width and height.
  package var size: PictureSize { PictureSize(width: width, height: height) }

  /// The picture over `colour`; transparent pixels become that colour.
  package func composed(on colour: RGBColour) -> RGBImage {
    guard hasAlpha else { return withoutAlpha() }
    let pixels = width * height
    let rgb = Self.filled(pixels * 3) { target in
      bytes.withUnsafeBufferPointer {
        lorac_rgba_compose($0.baseAddress, pixels, [colour.red, colour.green, colour.blue], target)
      }
    }
    return RGBImage(width: width, height: height, bytes: rgb)
  }

  /// Red, green and blue as they are; colours hidden by alpha show.
  package func withoutAlpha() -> RGBImage {
    let pixels = width * height
    let rgb = Self.filled(pixels * 3) { target in
      bytes.withUnsafeBufferPointer { lorac_rgba_drop_alpha($0.baseAddress, pixels, target) }
    }
    return RGBImage(width: width, height: height, bytes: rgb)
  }

  /// An array of `count` bytes that `fill` writes completely.
  static func filled(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      fill(buffer.baseAddress)
      initialized = count
    }
  }
}

/// An opaque colour in sRGB.
package struct RGBColour: Sendable, Hashable {
  /// Red, 0 to 255.
  package let red: UInt8
  /// Green, 0 to 255.
  package let green: UInt8
  /// Blue, 0 to 255.
  package let blue: UInt8

  /// A colour from its three parts.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// White.
  package static let white = RGBColour(red: 255, green: 255, blue: 255)
}
