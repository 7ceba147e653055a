internal import Glibc

/// A picture that differs from the others of its set in a way that is rarely meant.
package struct Outlier: Sendable, Hashable {
  /// In what it differs.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It is blurred.
    case blurred
    /// It is dark.
    case dark
    /// It is bright.
    case bright
    /// Much of it is black without detail.
    case crushed
    /// Much of it is white without detail.
    case burntOut = "burnt_out"
  }

  /// The picture's place.
  package let picture: Int
  /// In what it differs.
  package let kind: Kind
  /// Its value: sharpness, median brightness, or a share from 0 to 1.
  package let value: Double
  /// The set's median of that.
  package let usual: Double
}

/// Finds outliers by medians, which the outliers themselves hardly move.
///
/// A picture is an outlier if it lies beyond three robust standard deviations (1.4826 times the median distance from the
/// median, at least `spread`) and beyond a distance that one sees. Sets of fewer than ``fewest`` pictures have none.
package enum OutlierSearch {
  /// Fewer pictures say nothing about what is usual.
  package static let fewest = 5

  /// Robust deviations beyond which a picture is an outlier.
  package static let deviations = 3.0

  /// A blurred picture is at most this part of the median as sharp.
  package static let blurredPart = 0.25
  /// A dark or bright picture is so many of 255 levels from the median.
  package static let brightnessStep = 50.0
  /// Of a crushed or burnt-out picture so much more is black or white than of the median one.
  package static let clippedShare = 0.25

  /// The outliers among pictures, in their order; of one picture at most one of blur and one of exposure.
  package static func find(_ pictures: [PictureFacts?]) -> [Outlier] {
    let known = pictures.indices.compactMap { place in pictures[place].map { (place, $0) } }
    guard known.count >= fewest else { return [] }
    let sharpness = Usual(known.map { log2(max($0.1.sharpness, 1e-6)) }, spread: 0.25)
    let brightness = Usual(known.map { Double($0.1.exposure.median) }, spread: 10)
    let black = Usual(known.map(\.1.exposure.black), spread: 0.03)
    let white = Usual(known.map(\.1.exposure.white), spread: 0.03)
    var result: [Outlier] = []
    for (place, facts) in known {
      let sharp = log2(max(facts.sharpness, 1e-6))
      if sharpness.isBelow(sharp, by: -log2(blurredPart)) {
        result.append(
          Outlier(picture: place, kind: .blurred, value: facts.sharpness, usual: exp2(sharpness.median)))
      }
      let median = Double(facts.exposure.median)
      if brightness.isBelow(median, by: brightnessStep) {
        result.append(Outlier(picture: place, kind: .dark, value: median, usual: brightness.median))
      } else if brightness.isAbove(median, by: brightnessStep) {
        result.append(Outlier(picture: place, kind: .bright, value: median, usual: brightness.median))
      } else if black.isAbove(facts.exposure.black, by: clippedShare) {
        result.append(
          Outlier(picture: place, kind: .crushed, value: facts.exposure.black, usual: black.median))
      } else if white.isAbove(facts.exposure.white, by: clippedShare) {
        result.append(
          Outlier(picture: place, kind: .burntOut, value: facts.exposure.white, usual: white.median))
      }
    }
    return result
  }

  /// What is usual in a set.
  private struct Usual {
    let median: Double
    let deviation: Double

    init(_ values: [Double], spread: Double) {
      let median = Middle.of(values)
      self.median = median
      deviation = max(spread, 1.4826 * Middle.of(values.map { abs($0 - median) }))
    }

    func isBelow(_ value: Double, by step: Double) -> Bool {
      median - value > deviations * deviation && median - value >= step
    }

    func isAbove(_ value: Double, by step: Double) -> Bool {
      value - median > deviations * deviation && value - median >= step
    }
  }
}

/// The middle of values.
enum Middle {
  /// The median; 0 of none.
  static func of(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
}
