import LoracGraph
import LoracTensor
import Testing

@Suite("Derivatives")
struct GradientTests {
  @Test("agree with differences", arguments: operationCases)
  func differences(_ operationCase: OperationCase) throws {
    try checkGradients(operationCase)
  }

  @Test("are the same to the bit when forward runs again", arguments: operationCases)
  func recomputed(_ operationCase: OperationCase) throws {
    var kept = try OperationRun(operationCase)
    var recomputed = try OperationRun(operationCase, recomputes: true)
    let (first, second) = (kept.gradients(), recomputed.gradients())
    #expect(first.inputs == second.inputs)
    #expect(first.parameters == second.parameters)
  }

  @Test("are added up where a value is used twice")
  func sharedValue() throws {
    var graph = Graph()
    let x = graph.input([2, 3], label: "x", wantsGradient: true)
    let y = graph.append(Activate(.silu), [x], label: "y")
    let sum = graph.append(Add(), [y, x], label: "sum")
    graph.setOutput(graph.append(Add(), [sum, y], label: "total"))
    let program = Program(graph, trains: true)
    let executor = try Executor(for: [program], workers: Workers(count: 1))
    executor.input(x, of: program).region.copy([0, 1, -1, 2, 0.5, -3])
    var none: [Float] = []
    none.withRegion { parameters in
      executor.forward(program, parameters: parameters)
      executor.outputGradient(of: program).region.fill(1)
      executor.backward(program, parameters: parameters, gradients: parameters)
    }
    let gradient = try #require(executor.inputGradient(x, of: program)).region.values
    for (value, x) in zip(gradient, [0, 1, -1, 2, 0.5, -3] as [Double]) {
      let s = 1 / (1 + exponential(-x))
      #expect(abs(Double(value) - (1 + 2 * s * (1 + x * (1 - s)))) < 1e-5)
    }
  }
}

/// e^x by its series, so that the test needs no other library.
private func exponential(_ x: Double) -> Double {
  var (sum, term) = (1.0, 1.0)
  for n in 1..<60 {
    term *= x / Double(n)
    sum += term
  }
  return sum
}
