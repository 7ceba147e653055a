internal import CLoracONNX
package import LoracImages

/// How much of each pixel belongs to the subject: 255 all, 0 nothing.
package struct SubjectMask: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `height` × `width` bytes.
  package let bytes: [UInt8]

  /// A mask of `bytes`; there must be `width` × `height`.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height, "bytes must match the size")
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The share of the picture that belongs to the subject, 0 to 1; near either end the model found nothing to tell apart.
  package var coverage: Double {
    let sum = bytes.withUnsafeBufferPointer { $0.reduce(into: 0) { $0 += Int($1) } }
    return Double(sum) / (255 * Double(bytes.count))
  }

  /// The subject of `image`, which must have the mask's size, before a color.
  ///
  /// rembg multiplies by the mask twice where a color is asked for, which darkens edges; here it is once.
  package func fill(_ image: RGBImage, red: UInt8, green: UInt8, blue: UInt8) -> RGBImage {
    precondition(image.width == width && image.height == height, "the mask must have the picture's size")
    let pixels = [UInt8](unsafeUninitializedCapacity: image.bytes.count) { buffer, count in
      if let target = buffer.baseAddress {
        lorac_blend(image.bytes, bytes, bytes.count, [red, green, blue], target)
      }
      count = image.bytes.count
    }
    return RGBImage(width: width, height: height, bytes: pixels)
  }

  /// The pixels of `image`, which must have the mask's size, with the mask as alpha: red, green, blue, alpha.
  ///
  /// Colors are not multiplied by alpha, as PNG wants them (rembg's `putalpha`).
  package func addAlpha(to image: RGBImage) -> [UInt8] {
    precondition(image.width == width && image.height == height, "the mask must have the picture's size")
    return [UInt8](unsafeUninitializedCapacity: bytes.count * 4) { buffer, count in
      if let target = buffer.baseAddress { lorac_add_alpha(image.bytes, bytes, bytes.count, target) }
      count = bytes.count * 4
    }
  }
}
