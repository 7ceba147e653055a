/// Numbers that TensorBoard shows at one step.
package struct TensorBoardScalars: Sendable, Hashable {
  /// A number under its tag.
  package struct Value: Sendable, Hashable {
    /// The tag, as in `loss/current`.
    package var tag: String
    /// The number.
    package var number: Double

    /// `number` under `tag`.
    package init(_ tag: String, _ number: Double) {
      self.tag = tag
      self.number = number
    }
  }

  /// The place on the horizontal axis; an epoch's number for what kohya logs by epochs.
  package var step: Int
  /// The numbers.
  package var values: [Value]

  /// `values` at `step`.
  package init(step: Int, _ values: [Value]) {
    self.step = step
    self.values = values
  }
}
