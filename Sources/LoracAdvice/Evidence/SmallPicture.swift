/// A picture scaled down to be measured: 8-bit red, green and blue, row by row from the top.
package struct SmallPicture: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `height` × `width` × 3 bytes.
  package let bytes: [UInt8]

  /// A picture of `bytes`; there must be `width` × `height` × 3, and both sides at least 1.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height * 3, "bytes must match the size")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
