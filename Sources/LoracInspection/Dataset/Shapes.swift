internal import Glibc
package import LoracImages

/// How many pictures have each shape.
package struct Shapes: Sendable, Hashable {
  /// A shape by its sides, and how many pictures are nearest to it.
  package struct Bar: Sendable, Hashable {
    /// The name, as in `2:3`.
    package let name: String
    /// Pictures.
    package let count: Int
  }

  private static let ratios = [
    (1, 3), (9, 16), (2, 3), (3, 4), (4, 5), (1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (3, 1),
  ]

  /// The shapes from high to wide, those that no picture has left out.
  package let bars: [Bar]

  /// The shapes of pictures; each counts where it is nearest by the factor between the ratios.
  package init(_ sizes: [PictureSize]) {
    var counts = [Int](repeating: 0, count: Self.ratios.count)
    for size in sizes {
      let ratio = log(Double(size.width) / Double(size.height))
      let nearest = Self.ratios.indices.min { left, right in
        abs(ratio - Self.logarithm(left)) < abs(ratio - Self.logarithm(right))
      }
      counts[nearest ?? 0] += 1
    }
    bars = zip(Self.ratios, counts).filter { $0.1 > 0 }.map { Bar(name: "\($0.0.0):\($0.0.1)", count: $0.1) }
  }

  private static func logarithm(_ place: Int) -> Double {
    log(Double(ratios[place].0) / Double(ratios[place].1))
  }
}
