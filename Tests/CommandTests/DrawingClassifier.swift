import LoracImages
import LoracTestSupport

/// Says which shape a drawing of 64 × 64 pixels shows: where it differs from its border, and what form that has.
///
/// The features are those of tools/quickstart/measure.py, which trained the weights on drawings.
struct DrawingClassifier {
  static let classes = ["circle", "square", "triangle", "cross", "ring", "diamond", "moka"]
  /// The base model's colours, as tools/quickstart/scenes.py has them.
  static let colors: [(name: String, color: SIMD3<Float>)] = [
    ("red", [205, 45, 50]), ("orange", [240, 140, 40]), ("yellow", [245, 220, 70]), ("green", [60, 160, 75]),
    ("blue", [50, 95, 200]), ("purple", [130, 70, 165]), ("brown", [125, 80, 50]), ("white", [245, 245, 240]),
  ]

  /// What a drawing shows; nothing where nothing stands out.
  struct Answer: Equatable {
    var shape: String
    var color: String
  }

  private let weights: [[Float]]

  /// The classifier with the weights in `path`, a line for each class.
  init(_ path: String) throws {
    weights = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Float($0) }
    }
  }

  func answer(_ picture: RGBImage) -> Answer? {
    guard let found = DrawingFeatures(picture) else { return nil }
    let scores = weights.map { row in zip(row, found.numbers).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    let best = scores.indices.max { scores[$0] < scores[$1] }
    let nearest = Self.colors.min {
      ($0.color / 255).squaredDistance(found.color) < ($1.color / 255).squaredDistance(found.color)
    }
    guard let best, let nearest else { return nil }
    return Answer(shape: Self.classes[best], color: nearest.name)
  }
}

/// What the classifier looks at.
private struct DrawingFeatures {
  private static let grid = 14
  private static let size = 64
  private let pixels: [SIMD3<Float>]
  private(set) var numbers: [Float] = []
  private(set) var color = SIMD3<Float>()

  init?(_ picture: RGBImage) {
    guard picture.width == Self.size, picture.height == Self.size else { return nil }
    let levels = picture.bytes.map { Float($0) / 255 }
    pixels = stride(from: 0, to: levels.count, by: 3).map { index -> SIMD3<Float> in
      [levels[index], levels[index + 1], levels[index + 2]]
    }
    let cover = outline()
    let part = Self.mainPart(cover)
    guard part.count >= 40 else { return nil }
    let rows = part.map { $0 / Self.size }
    let columns = part.map { $0 % Self.size }
    let (top, bottom) = (rows.min() ?? 0, (rows.max() ?? 0) + 1)
    let (left, right) = (columns.min() ?? 0, (columns.max() ?? 0) + 1)
    let side = Float(max(bottom - top, right - left))
    func places(_ middle: Float) -> [Int] {
      (0..<Self.grid).map { index in
        let place = middle + ((Float(index) + 0.5) / Float(Self.grid) - 0.5) * side
        return min(max(Int(place.rounded(.down)), 0), Self.size - 1)
      }
    }
    color = part.reduce(SIMD3<Float>()) { $0 + pixels[$1] } / Float(part.count)
    var form: [Float] = []
    var away: [Float] = []
    let across = places(Float(left + right) / 2)
    for row in places(Float(top + bottom) / 2) {
      for column in across {
        let index = row * Self.size + column
        form.append(cover[index])
        away.append(cover[index] > 0.5 ? min(pixels[index].squaredDistance(color).squareRoot(), 1) : 0)
      }
    }
    let many = part.reduce(Float(0)) { $0 + pixels[$1].squaredDistance(color).squareRoot() } / Float(part.count)
    numbers = form + away + [many * 4, Float(part.count) / (side * side), 1]
  }

  /// The one or two colours of the border, by two means that start at its darkest and its lightest pixel.
  private func groundColors() -> (SIMD3<Float>, SIMD3<Float>) {
    let edge = pixels.indices.filter { index in
      let (row, column) = (index / Self.size, index % Self.size)
      return min(row, column, Self.size - 1 - row, Self.size - 1 - column) < 3
    }.map { pixels[$0] }
    var low = edge.min { $0.sum() < $1.sum() } ?? .zero
    var high = edge.max { $0.sum() < $1.sum() } ?? .zero
    for _ in 0..<6 {
      let near = edge.filter { $0.squaredDistance(low) <= $0.squaredDistance(high) }
      let far = edge.filter { $0.squaredDistance(low) > $0.squaredDistance(high) }
      guard !near.isEmpty, !far.isEmpty else { break }
      low = near.reduce(.zero, +) / Float(near.count)
      high = far.reduce(.zero, +) / Float(far.count)
    }
    return (low, high)
  }

  /// How much each pixel is not ground, from 0 to 1; mixtures of the two ground colours are ground.
  private func outline() -> [Float] {
    let (low, high) = groundColors()
    let along = high - low
    let length = (along * along).sum() + 1e-6
    let distances = pixels.map { pixel in
      let share = min(max(((pixel - low) * along).sum() / length, 0), 1)
      return pixel.squaredDistance(low + share * along).squareRoot()
    }
    let strong = max(distances.sorted().suffix(120).reduce(0, +) / 120, 0.12)
    return distances.map { min(max(($0 / strong - 0.3) / 0.4, 0), 1) }
  }

  /// The largest connected part, as places of pixels.
  private static func mainPart(_ cover: [Float]) -> [Int] {
    var isOpen = cover.map { $0 > 0.5 }
    var best: [Int] = []
    for start in isOpen.indices where isOpen[start] {
      isOpen[start] = false
      var part = [start]
      var next = 0
      while next < part.count {
        let place = part[next]
        next += 1
        let (row, column) = (place / size, place % size)
        for (v, u) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        where (0..<size).contains(v) && (0..<size).contains(u) && isOpen[v * size + u] {
          isOpen[v * size + u] = false
          part.append(v * size + u)
        }
      }
      if part.count > best.count { best = part }
    }
    return best
  }
}

extension SIMD3<Float> {
  fileprivate func squaredDistance(_ other: Self) -> Float { ((self - other) * (self - other)).sum() }
}
