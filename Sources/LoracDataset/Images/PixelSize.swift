/// Width and height of a picture or a bucket, in pixels.
///
/// Ordered by width, then height, as sd-scripts sorts bucket resolutions.
package struct PixelSize: Hashable, Sendable, Comparable {
  /// Pixels from left to right.
  package var width: Int
  /// Pixels from top to bottom.
  package var height: Int

  /// A size; zero and absurd values are representable, so that they can be reported.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Number of pixels; saturates instead of overflowing.
  package var area: Int {
    let (product, overflow) = width.multipliedReportingOverflow(by: height)
    return overflow ? Int.max : product
  }

  /// Width first, then height.
  package static func < (left: PixelSize, right: PixelSize) -> Bool {
    left.width != right.width ? left.width < right.width : left.height < right.height
  }
}
