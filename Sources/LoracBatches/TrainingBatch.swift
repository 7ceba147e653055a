package import LoracPlan

/// What is trained in one forward and backward pass.
package struct TrainingBatch: Sendable, Hashable, Codable {
  /// The epoch, from 1; 0 in validation.
  package var epoch: Int
  /// Its place in the epoch, from 0.
  package var index: Int
  /// Whether the epoch ends with it: accumulated gradients are applied then, however few.
  package var isLast: Bool
  /// Which dataset of the plan it comes from.
  package var dataset: Int
  /// The size of all its images, in pixels.
  package var bucket: PixelSize
  /// The images; fewer than the batch size at the end of a bucket.
  package var items: [BatchItem]
}

/// One image of a batch, with everything that chance decided.
package struct BatchItem: Sendable, Hashable, Codable {
  /// Its place in ``BatchData/images``.
  package var image: Int
  /// The caption, shuffled and with parts left out.
  package var caption: String
  /// Whether it is mirrored left to right, after it was cut.
  package var isFlipped: Bool
  /// The part that is trained.
  package var cut: ImageCut
  /// A change of its colours, made after it was cut; nil for none.
  package var color: ColorChange?
  /// The factor on its loss.
  package var lossWeight: Float
}

/// Which part of an image is trained: it is resized, then cut to the bucket's size.
package struct ImageCut: Sendable, Hashable, Codable {
  /// The size after resizing; the image's own where it is not resized.
  package var resized: PixelSize
  /// Pixels left out at the left.
  package var left: Int
  /// Pixels left out at the top.
  package var top: Int

  /// The middle of an image resized to `resized`, as sd-scripts cuts it (train_util.py:2978).
  package init(middleOf resized: PixelSize, bucket: PixelSize) {
    self.resized = resized
    left = max(0, resized.width - bucket.width) / 2
    top = max(0, resized.height - bucket.height) / 2
  }
}

/// A random change of an image's colours (train_util.py:392-404).
package enum ColorChange: Sendable, Hashable, Codable {
  /// Degrees of hue in OpenCV's unit of two degrees, from -8 to 8.
  case hue(Double)
  /// The power to which the bytes are raised, from 0.95 to 1.05.
  case gamma(Double)
}
