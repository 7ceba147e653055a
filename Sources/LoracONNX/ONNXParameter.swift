/// An input or output of a model: its name, type and shape.
package struct ONNXParameter: Sendable, Hashable {
  /// The name in the model.
  package let name: String
  /// The type of the numbers; nil if it is no tensor, or of a type unknown here.
  package let elementType: ONNXElementType?
  /// The sizes, nil where any is accepted.
  package let dimensions: [Int?]

  /// A parameter of that name, type and shape.
  package init(name: String, elementType: ONNXElementType?, dimensions: [Int?]) {
    self.name = name
    self.elementType = elementType
    self.dimensions = dimensions
  }

  /// The shape and type in words, `?` for any size: "1×448×448×3 float32".
  package var text: String {
    guard let elementType else { return "no tensor of numbers" }
    guard !dimensions.isEmpty else { return "a single \(elementType.name)" }
    return dimensions.map { $0.map(String.init) ?? "?" }.joined(separator: "×") + " \(elementType.name)"
  }

  /// Whether a tensor of `shape` fits.
  package func accepts(shape: [Int]) -> Bool {
    shape.count == dimensions.count && zip(shape, dimensions).allSatisfy { $1 == nil || $0 == $1 }
  }
}
