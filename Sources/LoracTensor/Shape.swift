/// The lengths of a tensor's axes, the last of which lies closest in memory.
package struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The length of each axis, outermost first; every length is at least 1.
  package let dimensions: [Int]

  /// A shape with the given lengths.
  package init(_ dimensions: [Int]) {
    precondition(!dimensions.isEmpty && dimensions.allSatisfy { $0 > 0 }, "a shape needs axes of positive length")
    self.dimensions = dimensions
  }

  /// A shape with the given lengths.
  package init(arrayLiteral elements: Int...) { self.init(elements) }

  /// How many numbers a tensor of this shape holds.
  package var count: Int { dimensions.reduce(1, *) }
  /// The length of the last axis, which in this package is always the channels.
  package var columns: Int { dimensions[dimensions.count - 1] }
  /// How many vectors of `columns` numbers follow each other.
  package var rows: Int { count / columns }

  /// The same shape with another number of columns.
  package func withColumns(_ columns: Int) -> Shape { Shape(dimensions.dropLast() + [columns]) }

  /// The lengths in brackets, as in `[1, 64, 64, 320]`.
  package var description: String { "[" + dimensions.map(String.init).joined(separator: ", ") + "]" }
}
