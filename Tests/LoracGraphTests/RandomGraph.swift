import LoracTensor
import LoracTestSupport
import Testing

@testable import LoracGraph

/// A graph of random steps over values of one shape: some read twice, some never, some without a gradient.
struct RandomGraph {
  private(set) var graph = Graph()
  let inputs: [Value]
  private(set) var parameterCount = 0
  private var random: SplitMix
  private var values: [Value]

  private static let shape: Shape = [2, 4, 6]

  init(seed: UInt64, steps: Int) throws {
    random = SplitMix(seed: seed)
    var graph = Graph()
    inputs = [true, false].map { graph.input(Self.shape, label: "input", wantsGradient: $0) }
    self.graph = graph
    values = inputs
    var remaining = steps
    while remaining > 0 {
      let count = Int.random(in: 1...min(5, remaining), using: &random)
      remaining -= count
      let start = self.graph.stepCount
      for _ in 0..<count { try addStep() }
      if Bool.random(using: &random) { self.graph.addSegment(start..<self.graph.stepCount) }
    }
    self.graph.setOutput(values[Int.random(in: max(0, values.count - 3)..<values.count, using: &random)])
  }

  /// Numbers for the inputs, the parameters and the gradient of the output.
  func numbers() -> (inputs: [[Float]], parameters: [Float], cotangent: [Float]) {
    var random = SplitMix(seed: 1)
    return (
      inputs.map { random.numbers(graph[$0].count) }, random.numbers(parameterCount),
      random.numbers(Self.shape.count)
    )
  }

  private mutating func pick() -> Value { values[Int.random(in: 0..<values.count, using: &random)] }

  private mutating func addStep() throws {
    let (a, b, c) = (pick(), pick(), pick())
    let last = values[values.count - 1]
    let result =
      switch Int.random(in: 0..<7, using: &random) {
      case 0: graph.append(Add(), [last, a], label: "sum")
      case 1: graph.append(Activate(.silu), [last], label: "activated")
      case 2: graph.append(try normalization(), [a], label: "normalized")
      case 3: graph.append(Attention(heads: 2), [last, b, c], label: "attended")
      case 4: graph.append(TakeRows([3, 3, 0, 1, 7, 6, 5, 4], shape: Self.shape), [last], label: "rows")
      case 5: joined(last, a)
      default: graph.append(adapted(inputs: 6), [last], label: "linear")
      }
    values.append(result)
  }

  private mutating func joined(_ a: Value, _ b: Value) -> Value {
    let both = graph.append(Concatenate(), [a, b], label: "joined")
    return graph.append(adapted(inputs: 12), [both], label: "linear")
  }

  private mutating func adapted(inputs: Int) -> Linear {
    let start = parameterCount
    let middle = start + 2 * inputs
    parameterCount = middle + 2 * 6
    return Linear(
      weight: frozen(6, inputs), bias: nil,
      adapter: Adapter(rank: 2, scale: 0.5, down: start..<middle, up: middle..<parameterCount))
  }

  private func normalization() throws -> LayerNormalize {
    LayerNormalize(LayerNormalization(epsilon: 1e-5, weight: vector(6), bias: vector(6, seed: 5)))
  }
}

/// What a run gives.
struct Outcome: Equatable {
  var output: [Float]
  var inputGradients: [[Float]?]
  var parameterGradients: [Float]
}

extension RandomGraph {
  /// Runs the graph as a program does, twice in the same memory.
  func run(recomputes: Bool) throws -> [Outcome] {
    let program = Program(graph, trains: true, recomputes: recomputes)
    let executor = try Executor(for: [program], workers: Workers(count: 2))
    let (inputNumbers, fixed, cotangent) = numbers()
    var parameters = fixed
    return (0..<2).map { _ in
      var gradients = [Float](repeating: 0, count: parameters.count)
      for (value, numbers) in zip(inputs, inputNumbers) { executor.input(value, of: program).region.copy(numbers) }
      parameters.withRegion { executor.forward(program, parameters: $0) }
      let output = executor.output(of: program).region.values
      executor.outputGradient(of: program).region.copy(cotangent)
      parameters.withRegion { values in
        gradients.withRegion { executor.backward(program, parameters: values, gradients: $0) }
      }
      return Outcome(
        output: output, inputGradients: inputs.map { executor.inputGradient($0, of: program)?.region.values },
        parameterGradients: gradients)
    }
  }

  /// Runs the graph with memory of its own for every value and gradient, each gradient a sum that starts at zero.
  func runPlainly() throws -> Outcome {
    let (inputNumbers, fixed, cotangent) = numbers()
    var parameters = fixed
    var gradients = [Float](repeating: 0, count: parameters.count)
    let workers = Workers(count: 2)
    let places = try graph.values.map { Tensor(region: try Arena(count: $0.shape.count).all, shape: $0.shape) }
    let slopes = try graph.values.map { Tensor(region: try Arena(count: $0.shape.count).all, shape: $0.shape) }
    let scratch = try Arena(count: Program(graph, trains: true).scratchCount(workers: 2))
    for (value, numbers) in zip(inputs, inputNumbers) { places[value.index].region.copy(numbers) }
    let output = try #require(graph.output)
    parameters.withRegion { parameters in
      for step in graph.steps {
        step.operation.forward(
          ForwardStep(
            operands: step.operands.map { places[$0.index] }, result: places[step.result.index],
            kept: step.kept.map { places[$0.index] }, parameters: parameters, scratch: scratch.all, workers: workers))
      }
      slopes[output.index].region.copy(cotangent)
      gradients.withRegion { gradients in
        for step in graph.steps.reversed() where step.carriesGradient {
          step.operation.backward(
            BackwardStep(
              operands: step.operands.map { places[$0.index] }, result: places[step.result.index],
              kept: step.kept.map { places[$0.index] }, gradient: slopes[step.result.index],
              targets: step.operands.map {
                graph.values[$0.index].carriesGradient ? GradientTarget(tensor: slopes[$0.index], beta: 1) : nil
              },
              parameters: parameters, parameterGradients: gradients, scratch: scratch.all, workers: workers))
        }
      }
    }
    return Outcome(
      output: places[output.index].region.values,
      inputGradients: inputs.map { graph.values[$0.index].carriesGradient ? slopes[$0.index].region.values : nil },
      parameterGradients: gradients)
  }
}
