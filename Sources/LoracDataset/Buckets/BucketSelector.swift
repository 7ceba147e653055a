/// Chooses a bucket for an image size (train_util.py:302-366, BucketManager.select_bucket).
package struct BucketSelector: Sendable {
  /// The choice for one image.
  package struct Choice: Hashable, Sendable {
    /// The size trained.
    package var bucket: PixelSize
    /// The size the image is scaled to before it is trimmed to the bucket.
    package var resized: PixelSize
    /// Aspect ratio of the bucket minus that of the image.
    package var aspectError: Double

    /// Pixels cut off at the left when trimming centred (train_util.py:2976-2985); the right loses as many or one more.
    package var cropLeft: Int { max(0, resized.width - bucket.width) / 2 }
    /// Pixels cut off at the top when trimming centred.
    package var cropTop: Int { max(0, resized.height - bucket.height) / 2 }
  }

  /// Why no bucket can be chosen; sd-scripts stops.
  package enum Problem: Error, Hashable, Sendable {
    /// Width or height below 1.
    case emptyImage
    /// A side is less than half a step after scaling: division by zero.
    case tooThin(step: Int)
  }

  /// The buckets to choose from; empty where they follow from the images (`bucket_no_upscale`).
  package let resolutions: [PixelSize]
  private let aspectRatios: [Double]
  private let step: Int?
  private let area: Int

  /// Chooses among buckets by the rules.
  package init(_ rules: BucketRules) {
    self.init(
      resolutions: rules.allowsUpscale ? BucketResolutions.make(rules) : [],
      step: rules.allowsUpscale ? nil : rules.step, area: rules.resolution.area)
  }

  /// Knows one bucket, as without `enable_bucket`.
  package init(fixed resolution: PixelSize) {
    self.init(resolutions: [resolution], step: nil, area: resolution.area)
  }

  private init(resolutions: [PixelSize], step: Int?, area: Int) {
    self.resolutions = resolutions
    aspectRatios = resolutions.map { Double($0.width) / Double($0.height) }
    self.step = step
    self.area = area
  }

  /// The bucket for an image.
  package func choose(_ image: PixelSize) throws(Problem) -> Choice {
    guard image.width > 0, image.height > 0 else { throw .emptyImage }
    if let step { return try arbitrary(image, step: step) }
    return try predefined(image)
  }

  /// Enlarges or reduces to the listed bucket with the nearest aspect ratio; the first of equals.
  private func predefined(_ image: PixelSize) throws(Problem) -> Choice {
    let ratio = Double(image.width) / Double(image.height)
    let bucket = nearest(image, ratio)
    let bucketRatio = Double(bucket.width) / Double(bucket.height)
    let scale =
      ratio > bucketRatio
      ? Double(bucket.height) / Double(image.height) : Double(bucket.width) / Double(image.width)
    guard let width = PythonFloat.rounded(Double(image.width) * scale),
      let height = PythonFloat.rounded(Double(image.height) * scale)
    else { throw .emptyImage }
    return Choice(
      bucket: bucket, resized: PixelSize(width: width, height: height), aspectError: bucketRatio - ratio)
  }

  /// The bucket of exactly the image's size, or the first with the nearest ratio.
  private func nearest(_ image: PixelSize, _ ratio: Double) -> PixelSize {
    var best = 0
    var smallest = Double.infinity
    for index in resolutions.indices {
      if resolutions[index] == image { return image }
      let error = abs(aspectRatios[index] - ratio)
      if error < smallest { (best, smallest) = (index, error) }
    }
    return resolutions[best]
  }

  /// Only reduces; the bucket is the reduced size with both sides rounded down to the step.
  private func arbitrary(_ image: PixelSize, step: Int) throws(Problem) -> Choice {
    let ratio = Double(image.width) / Double(image.height)
    let resized = image.area > area ? try reduced(image, ratio: ratio, step: step) : image
    let bucket = PixelSize(
      width: resized.width - resized.width % step, height: resized.height - resized.height % step)
    guard bucket.height > 0 else { throw .tooThin(step: step) }
    return Choice(
      bucket: bucket, resized: resized, aspectError: Double(bucket.width) / Double(bucket.height) - ratio)
  }

  /// Rounds either the width or the height of the reduced image to the step, whichever keeps the ratio better.
  private func reduced(_ image: PixelSize, ratio: Double, step: Int) throws(Problem) -> PixelSize {
    let width = (Double(area) * ratio).squareRoot()
    let height = Double(area) / width
    guard let byWidth = round(width, step), let heightByWidth = round(Double(byWidth) / ratio, step),
      let byHeight = round(height, step), let widthByHeight = round(Double(byHeight) * ratio, step),
      heightByWidth > 0, byHeight > 0
    else { throw .tooThin(step: step) }
    let widthRatio = Double(byWidth) / Double(heightByWidth)
    let heightRatio = Double(widthByHeight) / Double(byHeight)
    if abs(widthRatio - ratio) < abs(heightRatio - ratio) {
      guard let height = PythonFloat.rounded(Double(byWidth) / ratio) else { throw .emptyImage }
      return PixelSize(width: byWidth, height: height)
    }
    guard let width = PythonFloat.rounded(Double(byHeight) * ratio) else { throw .emptyImage }
    return PixelSize(width: width, height: byHeight)
  }

  private func round(_ x: Double, _ step: Int) -> Int? {
    PythonFloat.rounded(x).map { $0 - $0 % step }
  }
}
