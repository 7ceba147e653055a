/// Where a bucket's picture lies in the image resized to it, in pixels; sd-scripts' `crop_ltrb`.
package struct CropBounds: Sendable, Hashable {
  /// Distance from the resized image's left edge.
  package var left: Double
  /// Distance from its upper edge.
  package var top: Double
  /// ``left`` plus the resized width.
  package var right: Double
  /// ``top`` plus the resized height.
  package var bottom: Double

  /// The four bounds as they stand.
  package init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The bounds for an image in a bucket, after Stability AI's preprocessing (train_util.py, `get_crop_ltrb`).
  package init(bucketWidth: Int, bucketHeight: Int, imageWidth: Int, imageHeight: Int) {
    let (width, height) = (Double(bucketWidth), Double(bucketHeight))
    let ratio = Double(imageWidth) / Double(imageHeight)
    let isWider = width / height > ratio
    let resizedWidth = isWider ? height * ratio : width
    let resizedHeight = isWider ? height : width / ratio
    left = ((width - resizedWidth) / 2).rounded(.down)
    top = ((height - resizedHeight) / 2).rounded(.down)
    right = left + resizedWidth
    bottom = top + resizedHeight
  }
}
