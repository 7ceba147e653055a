/// Bucket settings after sd-scripts has rounded them (train_util.py:738-773).
package struct BucketRules: Hashable, Sendable {
  /// A bound that was moved to a multiple of the step, with a warning.
  package struct Adjustment: Hashable, Sendable {
    /// The value given.
    package var from: Int
    /// The value used.
    package var to: Int
  }

  /// Whose arithmetic is followed.
  package enum Version: Sendable, Hashable {
    /// Today's sd-scripts.
    case current
    /// Those of spring 2023 (v0.6.3): bounds are not rounded, areas are counted in whole steps, and buckets shorter than
    /// the minimum are kept.
    case in2023
  }

  /// Why sd-scripts refuses bucket settings.
  package enum Problem: Error, Hashable, Sendable {
    /// Zero or negative width, height or step.
    case notPositive
    /// `assert min(resolution) >= min_bucket_reso`, after rounding down.
    case minimumAboveResolution(minimum: Int, shortSide: Int)
    /// `assert max(resolution) <= max_bucket_reso`, after rounding up.
    case maximumBelowResolution(maximum: Int, longSide: Int)
    /// The smallest bucket is narrower than one step: division by zero.
    case minimumBelowStep(minimum: Int, step: Int)
    /// The square of the resolution's area is narrower than one step: division by zero.
    case resolutionBelowStep(resolution: PixelSize, step: Int)
    /// In 2023: the widest bucket would have no height, division by zero; the longest side that has one.
    case maximumBeyondArea(maximum: Int, longest: Int)
  }

  /// The area that buckets share.
  package let resolution: PixelSize
  /// Shortest width tried, a multiple of the step unless of 2023; without meaning unless images may be enlarged.
  package let minimum: Int
  /// Longest side of a bucket, a multiple of the step unless of 2023; without meaning unless images may be enlarged.
  package let maximum: Int
  /// Sides of buckets are multiples of this; sd-scripts wants multiples of 64 (SDXL: 32) at a later place.
  package let step: Int
  /// Whether small images are enlarged to a bucket; the opposite of `bucket_no_upscale`.
  package let allowsUpscale: Bool
  /// Whose arithmetic is followed.
  package let version: Version
  /// How the minimum was rounded; nil where it stayed.
  package let minimumAdjustment: Adjustment?
  /// How the maximum was rounded; nil where it stayed.
  package let maximumAdjustment: Adjustment?

  /// Rounds the bounds and checks them as sd-scripts does, also where the mode then ignores them.
  package init(
    resolution: PixelSize, minimum: Int = 256, maximum: Int = 1024, step: Int = 64, allowsUpscale: Bool = true,
    version: Version = .current
  ) throws(Problem) {
    guard resolution.width > 0, resolution.height > 0, step > 0 else { throw .notPositive }
    guard minimum >= 0, maximum >= 0, maximum <= Int(Int32.max), step <= Int(Int32.max) else { throw .notPositive }
    let isRounded = version == .current
    let low = isRounded ? minimum - minimum % step : minimum
    let high = isRounded && maximum % step != 0 ? maximum + step - maximum % step : maximum
    let shortSide = min(resolution.width, resolution.height)
    let longSide = max(resolution.width, resolution.height)
    guard shortSide >= low else { throw .minimumAboveResolution(minimum: low, shortSide: shortSide) }
    guard longSide <= high else { throw .maximumBelowResolution(maximum: high, longSide: longSide) }
    self.resolution = resolution
    self.minimum = low
    self.maximum = high
    self.step = step
    self.allowsUpscale = allowsUpscale
    self.version = version
    minimumAdjustment = low == minimum ? nil : Adjustment(from: minimum, to: low)
    maximumAdjustment = high == maximum ? nil : Adjustment(from: maximum, to: high)
    guard allowsUpscale else { return }
    if let problem = listProblem { throw problem }
  }

  /// Why the list of buckets cannot be made.
  private var listProblem: Problem? {
    switch version {
    case .current:
      if minimum == 0 { return .minimumBelowStep(minimum: minimumAdjustment?.from ?? minimum, step: step) }
      guard Double(resolution.area).squareRoot() < Double(step) else { return nil }
      return .resolutionBelowStep(resolution: resolution, step: step)
    case .in2023:
      if minimum < step { return .minimumBelowStep(minimum: minimum, step: step) }
      let area = areaInSteps
      guard area > 0 else { return .resolutionBelowStep(resolution: resolution, step: step) }
      let widest = minimum + (maximum - minimum) / step * step
      return widest / step > area ? .maximumBeyondArea(maximum: maximum, longest: area * step) : nil
    }
  }

  /// The area in squares of one step, each side rounded down, as counted in 2023.
  var areaInSteps: Int { (resolution.width / step) * (resolution.height / step) }
}
