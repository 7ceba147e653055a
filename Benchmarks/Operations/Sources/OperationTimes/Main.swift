import Glibc
import LoracGraph
import LoracTensor

/// Prints a line of JSON for each operation: its kind and sizes, and the seconds of every repetition.
///
/// The first argument is the number of threads, 2 unless given.
@main struct OperationTimes {
  /// How often each operation is timed: at least this often, and until this much time was spent.
  private static let repetitions = 5
  private static let duration = Duration.milliseconds(300)

  static func main() throws {
    // As the command line does before it trains.
    if let kernels = BLAS.preferredKernels { setenv(BLAS.kernelVariable, kernels, 0) }
    let threads = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2
    let workers = Workers(count: max(1, threads))
    for one in OperationCase.all {
      var numbers = Numbers()
      let times = try one.operation(&numbers).map { try time($0, $1, one.parameterCount, &numbers, workers) }
      let (forward, backward) = try times ?? (timeProduct(one.description.sizes, &numbers, workers), [])
      let (kind, sizes) = one.description
      print(#"{"kind":"\#(kind)","sizes":\#(sizes),"forward":\#(forward),"backward":\#(backward)}"#)
    }
  }

  private static func time(
    _ operation: any Operation, _ shapes: [Shape], _ parameterCount: Int, _ numbers: inout Numbers, _ workers: Workers
  ) throws -> (forward: [Double], backward: [Double]) {
    var graph = Graph()
    let operands = shapes.map { graph.input($0, label: "x", wantsGradient: true) }
    graph.setOutput(graph.append(operation, operands, label: operation.name))
    let program = Program(graph, trains: true)
    let executor = try Executor(for: [program], workers: workers)
    let inputs = shapes.map { numbers.floats($0.count) }
    let gradient = numbers.floats(executor.output(of: program).shape.count)
    var parameters = numbers.floats(parameterCount, scale: 0.05)
    var gradients = [Float](repeating: 0, count: parameterCount)
    return parameters.withRegion { parameters in
      gradients.withRegion { gradients in
        repeated { clock in
          for (operand, values) in zip(operands, inputs) { executor.input(operand, of: program).region.copy(values) }
          let forward = clock.measure { executor.forward(program, parameters: parameters) }
          executor.outputGradient(of: program).region.copy(gradient)
          let backward = clock.measure {
            executor.backward(program, parameters: parameters, gradients: gradients)
          }
          return (forward, backward)
        }
      }
    }
  }

  private static func timeProduct(
    _ sizes: [Int], _ numbers: inout Numbers, _ workers: Workers
  ) throws -> [Double] {
    let (rows, depth, columns) = (sizes[0], sizes[1], sizes[2])
    let arena = try Arena(count: rows * depth + columns * depth + rows * columns)
    let a = arena.region(0..<rows * depth)
    let b = arena.region(a.count..<a.count + columns * depth)
    let c = arena.region(a.count + b.count..<arena.count)
    a.copy(numbers.floats(a.count))
    b.copy(numbers.floats(b.count))
    return repeated { clock in
      let time = clock.measure {
        workers.multiply(a.matrix(rows: rows), b.matrix(rows: columns).transposed, into: c.matrix(rows: rows))
      }
      return (time, .zero)
    }.forward
  }

  /// The times of `body` without those of the first call, which touches the memory.
  private static func repeated(
    _ body: (ContinuousClock) -> (Duration, Duration)
  ) -> (forward: [Double], backward: [Double]) {
    let clock = ContinuousClock()
    _ = body(clock)
    var times: (forward: [Double], backward: [Double]) = ([], [])
    let start = clock.now
    while times.forward.count < repetitions || clock.now - start < duration {
      let (forward, backward) = body(clock)
      times.forward.append(forward / .seconds(1))
      times.backward.append(backward / .seconds(1))
    }
    return times
  }
}
