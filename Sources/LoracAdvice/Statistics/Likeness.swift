/// What a picture shows, small enough that many can be compared: brightness at 24×24 places, and its colours.
struct Likeness: Sendable {
  private static let side = 24
  /// How far one picture is moved over the other in each direction: a twelfth of its side.
  private static let reach = 2

  /// Brightness at each place, and that of the mirror image.
  private let map: [Float]
  private let mirrored: [Float]
  /// How many pixels have each of 64 colours, as parts of all.
  private let colours: [Float]

  /// The likeness of `picture`; its shape does not count.
  init(_ picture: SmallPicture) {
    let side = Self.side
    var map = [Float](repeating: 0, count: side * side)
    var mirrored = map
    var colours = [Float](repeating: 0, count: 64)
    picture.bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<side {
        let rows = Self.cell(y, picture.height)
        for x in 0..<side {
          let columns = Self.cell(x, picture.width)
          var sum = 0
          for row in rows {
            for column in columns {
              let place = 3 * (row * picture.width + column)
              sum += 299 * Int(bytes[place]) + 587 * Int(bytes[place + 1]) + 114 * Int(bytes[place + 2])
            }
          }
          let value = Float(sum) / Float(1000 * rows.count * columns.count)
          map[y * side + x] = value
          mirrored[y * side + side - 1 - x] = value
        }
      }
      for place in stride(from: 0, to: bytes.count, by: 3) {
        colours[Int(bytes[place] >> 6) << 4 | Int(bytes[place + 1] >> 6) << 2 | Int(bytes[place + 2] >> 6)] += 1
      }
    }
    let pixels = Float(picture.width * picture.height)
    self.map = map
    self.mirrored = mirrored
    self.colours = colours.map { $0 / pixels }
  }

  /// The pixels of a side of `length` that belong to a place; at least one.
  private static func cell(_ place: Int, _ length: Int) -> Range<Int> {
    let start = place * length / side
    return start..<max(start + 1, (place + 1) * length / side)
  }

  /// How different two pictures are: 0 for the same, about 1 for any two, at most 2.
  ///
  /// One less the mean of two parts, each at most 1: how brightness goes along (normalized cross-correlation, the best over
  /// shifts of up to a twelfth of the side and over mirroring), and the colours they share (intersection of histograms).
  func distance(to other: Likeness) -> Double {
    var best = -1.0
    for dy in -Self.reach...Self.reach {
      for dx in -Self.reach...Self.reach {
        best = max(best, Self.correlation(map, other.map, dx, dy), Self.correlation(mirrored, other.map, dx, dy))
      }
    }
    let shared = zip(colours, other.colours).reduce(0) { $0 + min($1.0, $1.1) }
    return 1 - (best + Double(shared)) / 2
  }

  /// The correlation of what both maps show where they overlap, the second moved by (`dx`, `dy`).
  private static func correlation(_ first: [Float], _ second: [Float], _ dx: Int, _ dy: Int) -> Double {
    let (columns, rows) = (max(0, dx)..<min(side, side + dx), max(0, dy)..<min(side, side + dy))
    var (sumA, sumB, squareA, squareB, product) = (Float(0), Float(0), Float(0), Float(0), Float(0))
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        for y in rows {
          for x in columns {
            let (a, b) = (first[y * side + x], second[(y - dy) * side + x - dx])
            sumA += a
            sumB += b
            squareA += a * a
            squareB += b * b
            product += a * b
          }
        }
      }
    }
    let count = Float(columns.count * rows.count)
    let spread = (squareA - sumA * sumA / count) * (squareB - sumB * sumB / count)
    // Without contrast in either there is nothing to go along with.
    guard spread > 1 else { return 0 }
    return Double((product - sumA * sumB / count) / spread.squareRoot())
  }
}
