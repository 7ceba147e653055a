/// How an image becomes a picture of its bucket: resized, then cut (train_util.py, `trim_and_resize_if_required`).
package struct BucketFit: Sendable, Hashable {
  /// Width after resizing, at least ``width``.
  package let resizedWidth: Int
  /// Height after resizing, at least ``height``.
  package let resizedHeight: Int
  /// The bucket's width.
  package let width: Int
  /// The bucket's height.
  package let height: Int
  /// How to resize; nil is sd-scripts' own choice.
  package let interpolation: ResizeInterpolation?

  /// A fit to a bucket of `width` × `height`; neither may exceed the resized size.
  package init(
    resizedWidth: Int, resizedHeight: Int, width: Int, height: Int, interpolation: ResizeInterpolation? = nil
  ) {
    precondition(width > 0 && height > 0 && width <= resizedWidth && height <= resizedHeight, "the bucket must fit")
    self.resizedWidth = resizedWidth
    self.resizedHeight = resizedHeight
    self.width = width
    self.height = height
    self.interpolation = interpolation
  }

  /// Columns to cut off.
  ///
  /// For a random crop sd-scripts draws `random.randint(0, excess)` where it is above 0, columns before rows.
  package var excessWidth: Int { resizedWidth - width }
  /// Rows to cut off.
  package var excessHeight: Int { resizedHeight - height }

  /// `image` in the bucket's size, cut at the center or where `offset` says.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func apply(to image: RGBImage, at offset: CropOffset? = nil) throws(ImageError) -> RGBImage {
    let resized = try image.resized(width: resizedWidth, height: resizedHeight, interpolation: interpolation)
    return resized.cropped(
      left: offset?.left ?? excessWidth / 2, top: offset?.top ?? excessHeight / 2, width: width, height: height)
  }
}

/// Where a crop begins, in pixels of the resized picture.
package struct CropOffset: Sendable, Hashable {
  /// Columns cut off at the left, 0 to ``BucketFit/excessWidth``.
  package let left: Int
  /// Rows cut off at the top, 0 to ``BucketFit/excessHeight``.
  package let top: Int

  /// A crop that begins at (`left`, `top`).
  package init(left: Int, top: Int) {
    self.left = left
    self.top = top
  }
}
