/// A tensor of a graph, by its number.
package struct Value: Sendable, Hashable {
  /// The position in the graph's list of values.
  let index: Int
}
