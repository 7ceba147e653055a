import LoracTensor
import LoracTestSupport
import Testing

@testable import LoracGraph

@Suite("Programs")
struct ProgramTests {
  static let seeds = Array(0..<24 as Range<UInt64>)

  @Test("never give memory to two tensors at a time", arguments: seeds, [false, true])
  func disjoint(_ seed: UInt64, _ recomputes: Bool) throws {
    let random = try RandomGraph(seed: seed, steps: 40)
    let program = Program(random.graph, trains: true, recomputes: recomputes)
    let places = zip(program.plan.offsets, program.liveness.lifetimes).map { start, lifetime in
      (memory: start..<start + lifetime.count, span: lifetime.span, lifetime: lifetime)
    }
    for (index, one) in places.enumerated() {
      #expect(one.memory.lowerBound >= 0 && one.memory.upperBound <= program.arenaCount)
      for other in places[..<index] where one.span.overlaps(other.span) {
        #expect(!one.memory.overlaps(other.memory), "\(one.lifetime) and \(other.lifetime)")
      }
    }
    let together = places.map(\.memory.count).reduce(0, +)
    #expect(program.arenaCount < together)
  }

  @Test("compute what a run with memory for everything does", arguments: seeds)
  func agreement(_ seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, steps: 25)
    var expected = try random.runPlainly()
    let reached = random.graph.stepsWithGradient()
    if !random.inputs.contains(where: { input in
      random.graph.steps.enumerated().contains { reached.contains($0) && $1.operands.contains(input) }
        && random.graph.values[input.index].carriesGradient
    }), random.graph.output != random.inputs[0] {
      expected.inputGradients = [nil, nil]
    }
    for recomputes in [false, true] {
      for outcome in try random.run(recomputes: recomputes) { #expect(outcome == expected, "\(recomputes)") }
    }
  }

  @Test("that compute segments again need less memory")
  func lessMemory() throws {
    var graph = Graph()
    var value = graph.input([1, 64, 32], label: "x", wantsGradient: true)
    for _ in 0..<8 {
      let start = graph.stepCount
      for _ in 0..<6 { value = graph.append(Activate(.silu), [value], label: "inner") }
      graph.addSegment(start..<graph.stepCount)
    }
    graph.setOutput(value)
    let kept = Program(graph, trains: true)
    let again = Program(graph, trains: true, recomputes: true)
    #expect(again.arenaCount * 2 < kept.arenaCount)
    #expect(again.schedule.actions.count > kept.schedule.actions.count)
    #expect(Program(graph, trains: false).arenaCount == 2 * 64 * 32)
  }

  /// The gradient of the first input of a graph, whose output's gradient is 1 everywhere.
  private func gradient(_ graph: Graph, _ input: Value, of numbers: [Float]) throws -> [Float]? {
    let program = Program(graph, trains: true)
    let executor = try Executor(for: [program], workers: Workers(count: 1))
    executor.input(input, of: program).region.copy(numbers)
    var none: [Float] = []
    none.withRegion { parameters in
      executor.forward(program, parameters: parameters)
      executor.outputGradient(of: program).region.fill(1)
      executor.backward(program, parameters: parameters, gradients: parameters)
    }
    return executor.inputGradient(input, of: program)?.region.values
  }

  @Test("add the shares of a value that several steps read, one of them twice")
  func sharedThrice() throws {
    var graph = Graph()
    let x = graph.input([1, 3], label: "x", wantsGradient: true)
    let double = graph.append(Add(), [x, x], label: "2 x")
    let triple = graph.append(Add(), [double, x], label: "3 x")
    graph.setOutput(graph.append(Add(), [triple, double], label: "5 x"))
    #expect(try gradient(graph, x, of: [1, 2, 3]) == [5, 5, 5])
  }

  @Test("add the shares of a value that is queries, keys and values at once")
  func selfAttention() throws {
    var graph = Graph()
    let x = graph.input([1, 150, 4], label: "x", wantsGradient: true)
    graph.setOutput(graph.append(Attention(heads: 2), [x, x, x], label: "attended"))
    var apart = Graph()
    let inputs = (0..<3).map { apart.input([1, 150, 4], label: "input \($0)", wantsGradient: true) }
    apart.setOutput(apart.append(Attention(heads: 2), inputs, label: "attended"))
    var random = SplitMix(seed: 4)
    let numbers = random.numbers(600)
    let program = Program(apart, trains: true)
    let executor = try Executor(for: [program], workers: Workers(count: 1))
    for input in inputs { executor.input(input, of: program).region.copy(numbers) }
    var none: [Float] = []
    none.withRegion { parameters in
      executor.forward(program, parameters: parameters)
      executor.outputGradient(of: program).region.fill(1)
      executor.backward(program, parameters: parameters, gradients: parameters)
    }
    var expected = [Float](repeating: 0, count: 600)
    for input in inputs {
      let share = try #require(executor.inputGradient(input, of: program)).region.values
      expected = zip(expected, share).map(+)
    }
    let sum = try #require(try gradient(graph, x, of: numbers))
    #expect(zip(sum, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("leave out steps that do not lead to the output")
  func unused() throws {
    var graph = Graph()
    let x = graph.input([1, 2], label: "x", wantsGradient: true)
    let used = graph.append(Add(), [x, x], label: "used")
    _ = graph.append(Activate(.gelu), [used], label: "unused")
    graph.setOutput(used)
    #expect(try gradient(graph, x, of: [1, 2]) == [2, 2])
    #expect(Schedule(graph, trains: true, recomputes: false).actions.suffix(2) == [.output, .backward(0)])
  }

  @Test("add what the caller and later steps give to an output that is also used inside")
  func outputInside() throws {
    var graph = Graph()
    let x = graph.input([1, 2], label: "x", wantsGradient: true)
    let output = graph.append(Add(), [x, x], label: "output")
    let later = graph.append(Add(), [output, output], label: "later")
    graph.setOutput(output)
    #expect(graph.values[later.index].carriesGradient)
    #expect(try gradient(graph, x, of: [1, 2]) == [2, 2])
  }

  @Test("have a gradient for an input that is the output, and none for one that does not reach it")
  func inputs() throws {
    var graph = Graph()
    let x = graph.input([1, 2], label: "x", wantsGradient: true)
    let other = graph.input([1, 2], label: "other", wantsGradient: true)
    graph.setOutput(x)
    #expect(Schedule(graph, trains: true, recomputes: false).actions == [.output])
    graph.setOutput(graph.append(Add(), [x, x], label: "sum"))
    #expect(try gradient(graph, other, of: [1, 2]) == nil)
  }

  @Test("keep results beside the output, and read inputs where they lie")
  func results() throws {
    let weights = try Arena(count: 4).all
    weights.copy([1, 2, 3, 4])
    var graph = Graph()
    let x = graph.input([2, 2], label: "x")
    let lent = graph.input([2, 2], label: "lent", in: weights)
    let first = graph.append(Add(), [x, lent], label: "first")
    graph.addResult(first)
    // Without the result, the third sum would take the memory of the first.
    let second = graph.append(Add(), [first, first], label: "second")
    let third = graph.append(Add(), [second, lent], label: "third")
    graph.setOutput(graph.append(Add(), [third, third], label: "last"))
    let program = Program(graph, trains: false)
    let executor = try Executor(for: [program], workers: Workers(count: 1))
    var none: [Float] = []
    for start in [Float(0), 10] {
      executor.input(x, of: program).region.fill(start)
      none.withRegion { executor.forward(program, parameters: $0) }
      let sums = weights.values.map { $0 + start }
      #expect(executor.result(first, of: program).region.values == sums)
      #expect(executor.output(of: program).region.values == zip(sums, weights.values).map { 2 * (2 * $0 + $1) })
    }
    #expect(weights.values == [1, 2, 3, 4])
    #expect(graph.description.contains("%1 = memory [2, 2] \"lent\""))
    #expect(graph.description.contains("result %2"))
  }

  @Test("read as text")
  func text() throws {
    var graph = Graph()
    let x = graph.input([2, 4, 6], label: "x")
    let linear = graph.append(
      Linear(
        weight: frozen(6, 6), bias: nil, adapter: Adapter(rank: 2, scale: 1, down: 0..<12, up: 12..<24)), [x],
      label: "to_q")
    graph.setOutput(graph.append(Attention(heads: 3), [linear, x, x], label: "attention"))
    #expect(
      graph.description == """
        %0 = input [2, 4, 6] "x"
        %1 = Linear(%0) [2, 4, 6] "to_q" keeps [2, 4, 2] ∂
        %3 = Attention(%1, %0, %0) [2, 4, 6] "attention" keeps [2, 3, 4] ∂
        output %3

        """)
  }
}
