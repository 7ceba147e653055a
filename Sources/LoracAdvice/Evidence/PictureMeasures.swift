/// What is measured of one picture alone.
struct PictureMeasures: Sendable, Hashable {
  /// The mean of all samples, from 0 to 255.
  let mean: Double
  /// The largest standard deviation of red, green or blue.
  let deviation: Double
  /// The part of all samples that are 2 or less, or 253 or more.
  let extremes: Double

  /// Measures `picture`.
  init(_ picture: SmallPicture) {
    var (sums, squares, ends) = ([0, 0, 0], [0, 0, 0], 0)
    for (place, byte) in picture.bytes.enumerated() {
      let value = Int(byte)
      sums[place % 3] += value
      squares[place % 3] += value * value
      if byte <= 2 || byte >= 253 { ends += 1 }
    }
    let pixels = Double(picture.width * picture.height)
    mean = Double(sums.reduce(0, +)) / (3 * pixels)
    let variances = (0..<3).map {
      Double(squares[$0]) / pixels - (Double(sums[$0]) / pixels) * (Double(sums[$0]) / pixels)
    }
    deviation = max(0, variances.max() ?? 0).squareRoot()
    extremes = Double(ends) / (3 * pixels)
  }

  /// Whether nothing is to be seen: what a decoder makes of numbers that are none.
  var isBlack: Bool { mean < 6 && deviation < 6 }
  /// Whether it has one colour, or hardly more.
  var isFlat: Bool { !isBlack && deviation < 4 }
}
