internal import LoracImages

/// How the signs of a subject are spread along one side of a picture.
struct Distribution: Sendable {
  /// Sums of the places before each one, and of all at the end.
  private let sums: [Int]
  /// The side's length in pixels.
  private let length: Int

  /// The distribution of `masses`, equal parts of a side of `length` pixels.
  init(_ masses: [Int], length: Int) {
    var sums = [0]
    for mass in masses { sums.append(sums[sums.count - 1] + mass) }
    self.sums = sums
    self.length = length
  }

  private var places: Int { sums.count - 1 }
  /// All of it, in the unit of ``mass(from:count:)``.
  var total: Int { sums[places] * length }

  /// What lies in `count` pixels from `start` on.
  ///
  /// A place's mass is spread evenly over it.
  func mass(from start: Int, count: Int) -> Int { before(start + count) - before(start) }

  private func before(_ pixel: Int) -> Int {
    let (place, rest) = (pixel * places).quotientAndRemainder(dividingBy: length)
    guard place < places else { return total }
    return sums[place] * length + rest * (sums[place + 1] - sums[place])
  }

  /// The pixel before which `numerator`/`denominator` of everything lies.
  func quantile(_ numerator: Int, of denominator: Int) -> Int {
    let wanted = total / denominator * numerator
    var (low, high) = (0, length)
    while low < high {
      let middle = (low + high) / 2
      if before(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The center of mass in pixels; the middle where there is no mass.
  var center: Int {
    guard sums[places] > 0 else { return length / 2 }
    var moment = 0
    for place in 0..<places { moment += (sums[place + 1] - sums[place]) * (2 * place + 1) }
    return moment * length / (2 * places * sums[places])
  }
}

/// Signs of a subject in a picture, seen along both sides.
struct Evidence: Sendable {
  /// Along a row.
  let across: Distribution
  /// Along a column.
  let down: Distribution

  /// The evidence of a grid of `width` × `height` numbers over a picture of `size`.
  init(_ values: some Collection<UInt32>, width: Int, height: Int, of size: PictureSize) {
    var (columns, rows) = ([Int](repeating: 0, count: width), [Int](repeating: 0, count: height))
    var (x, y) = (0, 0)
    for value in values {
      columns[x] += Int(value)
      rows[y] += Int(value)
      x += 1
      if x == width { (x, y) = (0, y + 1) }
    }
    across = Distribution(columns, length: size.width)
    down = Distribution(rows, length: size.height)
  }

  /// Whether there is any.
  var isEmpty: Bool { across.total == 0 }

  /// The rectangle that nearly all of it lies in: all but a fortieth at each side.
  func box(in size: PictureSize) -> PixelBox {
    let (left, right) = (across.quantile(1, of: 40), across.quantile(39, of: 40))
    let (top, bottom) = (down.quantile(1, of: 40), down.quantile(39, of: 40))
    let (x, y) = (min(left, size.width - 1), min(top, size.height - 1))
    return PixelBox(left: x, top: y, width: max(1, right - x), height: max(1, bottom - y))
  }
}
