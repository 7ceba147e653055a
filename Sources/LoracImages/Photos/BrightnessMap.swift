internal import CLoracImages

/// The brightness of a picture, pixel by pixel: 0 is black, 255 is white.
package struct BrightnessMap: Sendable, Hashable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `height` × `width` values, row by row; transparent pixels are white.
  package let values: [UInt8]
  /// How many pixels have each of the 256 values; those that are more transparent than not are left out.
  package let counts: [Int]

  /// The brightness of a picture, by the weights of BT.601.
  package init(_ image: RGBAImage) {
    width = image.width
    height = image.height
    let pixels = width * height
    let values = RGBAImage.filled(pixels) { target in
      image.bytes.withUnsafeBufferPointer { lorac_brightness($0.baseAddress, pixels, target) }
    }
    var counts = [UInt64](repeating: 0, count: 256)
    values.withUnsafeBufferPointer { brightness in
      image.bytes.withUnsafeBufferPointer {
        lorac_brightness_counts($0.baseAddress, brightness.baseAddress, pixels, &counts)
      }
    }
    self.values = values
    self.counts = counts.map { Int($0) }
  }

  /// How brightness varies in one cell of a grid over the picture.
  package struct Cell: Sendable, Hashable {
    /// The variance of the Laplacian: of the difference between each pixel and its four neighbours.
    package let laplacian: Double
    /// The variance of the brightness.
    package let contrast: Double
  }

  /// The cells of a grid over the picture, row by row.
  ///
  /// The outermost pixels are left out; in a picture with a side below 3 nothing varies.
  package func cells(columns: Int, rows: Int) -> [Cell] {
    precondition(columns > 0 && rows > 0, "a grid has cells")
    var variances = [Double](repeating: 0, count: columns * rows)
    var contrasts = variances
    if width >= 3, height >= 3 {
      values.withUnsafeBufferPointer {
        lorac_laplacian_variances($0.baseAddress, width, height, columns, rows, &variances, &contrasts)
      }
    }
    return zip(variances, contrasts).map { Cell(laplacian: $0, contrast: $1) }
  }
}
