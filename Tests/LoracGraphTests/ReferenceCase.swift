import LoracGraph
import LoracJSON
import LoracTensor
import Testing

/// One operation on numbers that PyTorch has seen too.
struct ReferenceCase: Sendable, CustomTestStringConvertible {
  let file: ReferenceFile
  let attributes: JSONValue
  let name: String

  var testDescription: String { name }

  init(_ file: ReferenceFile, _ attributes: JSONValue) throws {
    self.file = file
    self.attributes = attributes
    guard case .string(let name)? = attributes["name"] else { throw JSONError(byteOffset: 0, message: "no name") }
    self.name = name
  }

  func numbers(_ name: String) throws -> [Float] { try file.numbers("\(self.name)/\(name)") }

  /// The parameters in the order in which `operation` lays them out.
  var parameterNames: [String] {
    ["down", "up"].filter { file.stored("\(name)/parameter.\($0)") != nil }.map { "parameter.\($0)" }
  }

  /// The operation with the shapes of its inputs.
  func operationCase() throws -> OperationCase {
    let count = try attributes.integer("inputs")
    let shapes = try (0..<count).map { Shape(try #require(file.stored("\(name)/input.\($0)")).dimensions) }
    let parameterCount = try parameterNames.reduce(0) { $0 + (try numbers($1).count) }
    return OperationCase(
      name: name, inputs: shapes, result: Shape(try #require(file.stored("\(name)/result")).dimensions),
      fixed: Set(attributes["fixed"]?.integers ?? []), parameterCount: parameterCount
    ) {
      try operation(shapes)
    }
  }

  private func operation(_ shapes: [Shape]) throws -> any Operation {
    switch attributes["operation"] {
    case "linear": Linear(weight: try weight(), bias: try bias(), adapter: try adapter())
    case "convolution":
      Convolution(
        weight: try weight(), bias: try bias(),
        geometry: .init(
          kernel: try attributes.integer("kernel"), stride: try attributes.integer("stride"),
          padding: try attributes.integer("padding"), paddingAfter: try attributes.integer("paddingAfter")),
        adapter: try adapter())
    case "groupNormalize":
      GroupNormalize(
        GroupNormalization(
          groups: try attributes.integer("groups"), epsilon: try attributes.float("epsilon"),
          silu: attributes["silu"] == true, weight: try FrozenVector(numbers("frozen.weight")),
          bias: try FrozenVector(numbers("frozen.bias"))))
    case "layerNormalize":
      LayerNormalize(
        LayerNormalization(
          epsilon: try attributes.float("epsilon"), weight: try FrozenVector(numbers("frozen.weight")),
          bias: try FrozenVector(numbers("frozen.bias"))))
    case "attention":
      Attention(heads: try attributes.integer("heads"), isCausal: attributes["causal"] == true)
    case "silu": Activate(.silu)
    case "quickGELU": Activate(.quickGELU)
    case "gelu": Activate(.gelu)
    case "gatedGELU": GatedGELU()
    case "add": Add()
    case "addPerPicture": AddPerPicture()
    case "concatenate": Concatenate()
    case "concatenateTokens": ConcatenateTokens()
    case "upsample": Upsample()
    case "scaleRows": ScaleRows()
    case "takeRows":
      TakeRows(
        attributes["rows"]?.integers ?? [], shape: [attributes["rows"]?.integers.count ?? 0, shapes[0].columns])
    case let other:
      throw JSONError(byteOffset: 0, message: "an operation that nobody knows: \(String(describing: other))")
    }
  }

  private func weight() throws -> FrozenMatrix {
    let stored = try #require(file.stored("\(name)/frozen.weight"))
    let owner = Numbers(file.raw(stored))
    return FrozenMatrix(
      bytes: owner.bytes, owner: owner, type: stored.type, outputs: stored.dimensions[0], inputs: stored.dimensions[1],
      taps: stored.dimensions.dropFirst(2).reduce(1, *))
  }

  private func bias() throws -> FrozenVector? {
    guard let stored = file.stored("\(name)/frozen.bias") else { return nil }
    return file.raw(stored).withUnsafeBytes { FrozenVector(bytes: $0, type: stored.type) }
  }

  private func adapter() throws -> Adapter? {
    let rank = try attributes.integer("rank")
    guard rank > 0 else { return nil }
    let (down, up) = (try numbers("parameter.down").count, try numbers("parameter.up").count)
    return Adapter(rank: rank, scale: try attributes.float("scale"), down: 0..<down, up: down..<down + up)
  }
}
