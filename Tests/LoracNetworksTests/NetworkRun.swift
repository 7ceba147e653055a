import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import Testing

/// A network run forward and backward, beside what PyTorch computed for it.
struct NetworkRun {
  /// The largest difference that rounding explains, as a part of the largest number of a tensor.
  static let tolerance = 4e-5
  /// The same for a sketch, as a part of the matrix's norm.
  ///
  /// Each processor's kernels round in their own way; of those of OpenBLAS for x86 the worst needs half of this.
  static let sketchTolerance = 5e-5

  let name: String
  let layout: AdapterLayout?
  let result: [Float]
  let inputGradients: [[Float]]
  let parameterGradients: [Float]

  /// Runs the network that `body` builds over inputs of the given shapes and values.
  init(
    _ name: String, layout: AdapterLayout?, inputs: [(shape: Shape, values: [Float])], recomputes: Bool = false,
    workers: Int = 1, body: (inout NetworkBuilder, [Value]) -> Value
  ) throws {
    var builder = NetworkBuilder(SeededWeights(), adapters: layout)
    let values = inputs.enumerated().map { index, input in
      builder.graph.input(input.shape, label: "input \(index)", wantsGradient: true)
    }
    builder.graph.setOutput(body(&builder, values))
    let program = Program(builder.graph, trains: true, recomputes: recomputes)
    let executor = try Executor(for: [program], workers: Workers(count: workers))
    for (value, input) in zip(values, inputs) { executor.input(value, of: program).region.copy(input.values) }
    var parameters = layout.map(SmallModel.parameters) ?? []
    var gradients = [Float](repeating: 0, count: parameters.count)
    var result: [Float] = []
    parameters.withRegion { parameters in
      executor.forward(program, parameters: parameters)
      let output = executor.output(of: program)
      result = output.region.values
      executor.outputGradient(of: program).region.copy(Self.cotangent(name, output.shape))
      gradients.withRegion { executor.backward(program, parameters: parameters, gradients: $0) }
    }
    self.name = name
    self.layout = layout
    self.result = result
    inputGradients = try values.map { try #require(executor.inputGradient($0, of: program)).region.values }
    parameterGradients = gradients
  }

  private static func cotangent(_ name: String, _ shape: Shape) -> [Float] {
    let numbers = SeededNumbers.values("\(name)/cotangent", count: shape.count)
    guard shape.dimensions.count == 4 else { return numbers }
    let pictures = shape.dimensions[0]
    return channelsLast(
      numbers, pictures: pictures, channels: shape.columns, pixels: shape.rows / pictures)
  }

  /// Expects PyTorch's result and gradients; `inputs` names the inputs, `modules` are those that the reference lists.
  func check(inputs: [String], modules: (AdapterLayout.Entry) -> Bool = { _ in true }) throws {
    let expected = try Reference.numbers("\(name)/result")
    #expect(relativeError(result, expected) < Self.tolerance, "\(name)/result")
    for (input, gradient) in zip(inputs, inputGradients) {
      let expected = try Reference.numbers("\(name)/gradient.\(input)")
      #expect(relativeError(gradient, expected) < Self.tolerance, "\(name)/gradient.\(input)")
    }
    guard let layout else { return }
    let stored = try Reference.numbers("\(name)/gradient.parameters").map(Double.init)
    let entries = layout.entries.filter(modules).sorted { $0.module.name < $1.module.name }
    let matrices = entries.flatMap { entry in
      [("down", entry.module.name, entry.adapter.down), ("up", entry.module.name, entry.adapter.up)]
    }
    try #require(stored.count == 4 * matrices.count)
    for (index, (part, module, range)) in matrices.enumerated() {
      let (sketch, wanted) = (SeededNumbers.sketch(Array(parameterGradients[range])), stored[4 * index..<4 * index + 4])
      let error = zip(sketch, wanted).map { abs($0 - $1) }.max() ?? .infinity
      // Some gradients are nothing but rounding: a normalization takes out what its time projection adds.
      let norm = max(stored[4 * index + 3], 0.1)
      #expect(error <= Self.sketchTolerance * norm, "\(name), \(part) of \(module): \(sketch) for \(Array(wanted))")
    }
  }
}
