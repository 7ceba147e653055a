/// A rectangle of whole pixels; both sides are at least 1.
package struct PixelBox: Sendable, Hashable {
  /// The first column.
  package let left: Int
  /// The first row.
  package let top: Int
  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int

  /// The rectangle of `width` × `height` pixels, both at least 1, whose upper left pixel is at (`left`, `top`).
  package init(left: Int, top: Int, width: Int, height: Int) {
    precondition(width > 0 && height > 0, "both sides must be at least 1")
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }

  /// The rectangle of a whole picture.
  package init(_ size: PictureSize) {
    self.init(left: 0, top: 0, width: size.width, height: size.height)
  }

  /// The column behind the last.
  package var right: Int { left + width }
  /// The row behind the last.
  package var bottom: Int { top + height }
  /// Width and height.
  package var size: PictureSize { PictureSize(width: width, height: height) }

  /// The part of this rectangle that lies in `other`; nil if none does.
  package func intersection(_ other: PixelBox) -> PixelBox? {
    let (left, top) = (max(left, other.left), max(top, other.top))
    let (width, height) = (min(right, other.right) - left, min(bottom, other.bottom) - top)
    guard width > 0, height > 0 else { return nil }
    return PixelBox(left: left, top: top, width: width, height: height)
  }
}

extension PixelBox: CustomStringConvertible {
  /// As in "512×768+100+0": size, then where it begins.
  package var description: String { "\(width)×\(height)+\(left)+\(top)" }
}
