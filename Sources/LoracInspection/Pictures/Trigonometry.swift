internal import Glibc

/// Functions of the C library.
enum Trigonometry {
  /// The cosine of a half turn times `turns`.
  static func cosine(_ turns: Double) -> Double { cos(turns * Double.pi) }
}
