/// A stretch of float32 numbers in memory that lives as long as its regions, or in an array lent to a closure.
///
/// This file and the wrappers of C code in `Kernels` are the only places that touch the memory without the compiler's
/// help, and they check every range.
package struct FloatRegion: @unchecked Sendable {
  /// The first number.
  let base: UnsafeMutablePointer<Float>
  /// How many numbers there are.
  package let count: Int
  /// What frees the memory; nil where a closure borrows it.
  private let owner: (any AnyObject & Sendable)?

  /// The `count` numbers from `base` on.
  init(base: UnsafeMutablePointer<Float>, count: Int, owner: (any AnyObject & Sendable)?) {
    self.base = base
    self.count = count
    self.owner = owner
  }

  /// The numbers of `range`, which lies within this region.
  package subscript(range: Range<Int>) -> FloatRegion {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range beyond the region")
    return FloatRegion(base: base + range.lowerBound, count: range.count, owner: owner)
  }

  /// The first `count` numbers, and the others.
  package func divided(at count: Int) -> (FloatRegion, FloatRegion) { (self[0..<count], self[count..<self.count]) }

  /// The number at `index`.
  package subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "an index beyond the region")
      return base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "an index beyond the region")
      base[index] = newValue
    }
  }

  /// The numbers as an array of their own.
  package var values: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Sets every number to `value`.
  package func fill(_ value: Float) { base.update(repeating: value, count: count) }

  /// Copies `source`, which is as long and does not overlap.
  package func copy(_ source: FloatRegion) {
    precondition(source.count == count, "copied regions are equally long")
    base.update(from: source.base, count: count)
  }

  /// Copies `source`, which is as long.
  package func copy(_ source: [Float]) {
    precondition(source.count == count, "copied regions are equally long")
    source.withUnsafeBufferPointer { numbers in
      if let first = numbers.baseAddress { base.update(from: first, count: count) }
    }
  }

  /// The region as a matrix of `rows` rows, which divide it evenly.
  package func matrix(rows: Int) -> Matrix {
    precondition(rows > 0 && count % rows == 0, "rows that do not divide the region")
    return Matrix(region: self, rows: rows, columns: count / rows, stride: count / rows)
  }
}

extension [Float] {
  /// Lends the array's memory for the duration of `body`, which may change it.
  package mutating func withRegion<Result, Failure: Error>(
    _ body: (FloatRegion) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeMutableBufferPointer { numbers throws(Failure) in
      // An empty array may have no memory at all; nothing is read through this address.
      let base = numbers.baseAddress ?? UnsafeMutablePointer<Float>(bitPattern: 64).unsafelyUnwrapped
      return try body(FloatRegion(base: base, count: numbers.count, owner: nil))
    }
  }
}
