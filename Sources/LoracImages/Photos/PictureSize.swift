/// A picture's size in pixels; both sides are at least 1.
package struct PictureSize: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int

  /// A size of `width` × `height`, both at least 1.
  package init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "both sides must be at least 1")
    self.width = width
    self.height = height
  }

  /// Width times height.
  package var pixels: Int { width * height }
  /// The size with its sides exchanged.
  package var turned: PictureSize { PictureSize(width: height, height: width) }
}

extension PictureSize: CustomStringConvertible {
  /// As in "512×768".
  package var description: String { "\(width)×\(height)" }
}
