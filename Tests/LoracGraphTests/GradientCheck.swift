import LoracGraph
import LoracTensor
import LoracTestSupport
import Testing

/// A small graph around one operation, with what is needed to run it.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The shapes of the inputs.
  let inputs: [Shape]
  /// The shape that must come out.
  let result: Shape
  /// The inputs that nothing differentiates, such as dropout masks.
  var fixed: Set<Int> = []
  var parameterCount = 0
  let operation: @Sendable () throws -> any Operation

  var testDescription: String { name }
}

/// Runs one operation on seeded random numbers.
struct OperationRun {
  let program: Program
  let operands: [Value]
  let executor: Executor
  var inputs: [[Float]]
  var parameters: [Float]
  /// What the output's gradient is: random numbers, so that no derivative cancels by symmetry.
  var cotangent: [Float]

  init(_ operationCase: OperationCase, recomputes: Bool = false) throws {
    var graph = Graph()
    let operands = operationCase.inputs.enumerated().map {
      graph.input($1, label: "input \($0)", wantsGradient: !operationCase.fixed.contains($0))
    }
    self.operands = operands
    let operation = try operationCase.operation()
    let output = graph.append(operation, operands, label: "step")
    #expect(graph[output] == operationCase.result)
    graph.addSegment(0..<1)
    graph.setOutput(output)
    program = Program(graph, trains: true, recomputes: recomputes)
    executor = try Executor(for: [program], workers: Workers(count: 2))
    var random = SplitMix(seed: 7)
    inputs = operationCase.inputs.map { random.numbers($0.count) }
    parameters = random.numbers(operationCase.parameterCount).map { $0 * 0.5 }
    cotangent = random.numbers(graph[output].count)
  }

  /// The output's inner product with the cotangent, which is the function that is differentiated.
  mutating func loss() -> Double {
    forward()
    return zip(executor.output(of: program).region.values, cotangent).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  mutating func forward() {
    for (value, numbers) in zip(operands, inputs) { executor.input(value, of: program).region.copy(numbers) }
    parameters.withRegion { executor.forward(program, parameters: $0) }
  }

  /// The gradients of the inputs and of the parameters.
  mutating func gradients() -> (inputs: [[Float]], parameters: [Float]) {
    forward()
    executor.outputGradient(of: program).region.copy(cotangent)
    var gradients = [Float](repeating: 0, count: parameters.count)
    parameters.withRegion { values in
      gradients.withRegion { executor.backward(program, parameters: values, gradients: $0) }
    }
    let ofInputs = operands.map { executor.inputGradient($0, of: program)?.region.values ?? [] }
    return (ofInputs, gradients)
  }
}

extension SplitMix {
  /// Numbers between -1 and 1.
  mutating func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &self) } }
}

/// Compares a few entries of every gradient with central differences.
func checkGradients(_ operationCase: OperationCase) throws {
  var run = try OperationRun(operationCase)
  let (inputGradients, parameterGradients) = run.gradients()
  for index in run.inputs.indices where !operationCase.fixed.contains(index) {
    for entry in sample(run.inputs[index].count) {
      let expected = try difference(&run, \.inputs[index][entry])
      expectClose(inputGradients[index][entry], expected, "input \(index), entry \(entry)")
    }
  }
  for entry in sample(run.parameters.count) {
    let expected = try difference(&run, \.parameters[entry])
    expectClose(parameterGradients[entry], expected, "parameter \(entry)")
  }
}

private func sample(_ count: Int) -> [Int] {
  count <= 40 ? Array(0..<count) : (0..<40).map { $0 * (count - 1) / 39 }
}

private func difference(_ run: inout OperationRun, _ path: WritableKeyPath<OperationRun, Float>) throws -> Double {
  let step: Float = 1 / 128
  let center = run[keyPath: path]
  run[keyPath: path] = center + step
  let above = run.loss()
  run[keyPath: path] = center - step
  let below = run.loss()
  run[keyPath: path] = center
  return (above - below) / Double(2 * step)
}

private func expectClose(_ value: Float, _ expected: Double, _ what: String) {
  let tolerance = 4e-3 * max(1, abs(expected))
  #expect(abs(Double(value) - expected) < tolerance, "\(what): \(value), by differences \(expected)")
}
