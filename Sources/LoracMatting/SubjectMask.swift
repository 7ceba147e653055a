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

  /// The share of the picture that belongs to the subject, 0 to 1; near either end the model told nothing apart.
  package var coverage: Double {
    let sum = bytes.withUnsafeBufferPointer { $0.reduce(into: 0) { $0 += Int($1) } }
    return Double(sum) / (255 * Double(bytes.count))
  }

  /// The subject of `image`, which must have the mask's size: what does not belong to it becomes transparent.
  ///
  /// Colors stay as they are, as PNG wants them (rembg's `putalpha`); what was transparent stays so. Over a color, use
  /// ``RGBAImage/composed(on:)``: rembg multiplies by the mask twice there, which darkens edges; this does it once.
  package func cutOut(_ image: RGBAImage) -> RGBAImage {
    precondition(image.width == width && image.height == height, "the mask must have the picture's size")
    let pixels = [UInt8](unsafeUninitializedCapacity: image.bytes.count) { buffer, count in
      if let target = buffer.baseAddress { lorac_multiply_alpha(image.bytes, bytes, bytes.count, target) }
      count = image.bytes.count
    }
    return RGBAImage(width: width, height: height, hasAlpha: true, bytes: pixels)
  }
}
