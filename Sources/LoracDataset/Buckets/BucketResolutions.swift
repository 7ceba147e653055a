/// The list of buckets that images are sorted into when they may be enlarged (model_util.py:1316-1344).
package enum BucketResolutions {
  /// All buckets of about the resolution's area, sorted by width, then height.
  package static func make(_ rules: BucketRules) -> [PixelSize] {
    switch rules.version {
    case .current: current(rules)
    case .in2023: ofSteps(rules)
    }
  }

  private static func current(_ rules: BucketRules) -> [PixelSize] {
    let area = rules.resolution.area
    let step = rules.step
    var found: Set<PixelSize> = []
    // `int(sqrt(area) // step) * step`: a square is always there, even outside the bounds.
    let side = Int(PythonFloat.floorDivide(Double(area).squareRoot(), Double(step))) * step
    found.insert(PixelSize(width: side, height: side))
    var width = rules.minimum
    while width > 0, width <= rules.maximum {
      let height = min(rules.maximum, area / width / step * step)
      if height >= rules.minimum {
        found.insert(PixelSize(width: width, height: height))
        found.insert(PixelSize(width: height, height: width))
      }
      width += step
    }
    return found.sorted()
  }

  /// As in v0.6.3 (model_util.py:1123-1151): a resolution off the step counts as the next smaller one on it.
  private static func ofSteps(_ rules: BucketRules) -> [PixelSize] {
    let area = rules.areaInSteps
    let step = rules.step
    let side = Int(Double(area).squareRoot()) * step
    var found: Set<PixelSize> = [PixelSize(width: side, height: side)]
    for width in stride(from: rules.minimum, through: rules.maximum, by: step) {
      let height = min(rules.maximum, area / (width / step) * step)
      found.insert(PixelSize(width: width, height: height))
      found.insert(PixelSize(width: height, height: width))
    }
    return found.sorted()
  }
}
