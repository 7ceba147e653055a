@testable import LoracTensor
import LoracTestSupport
import Testing

@Suite("Convolutions as products")
struct DirectConvolutionTests {
  private struct Results {
    let (weights, x, dy, bias): ([Float], [Float], [Float], [Float])
    let (yBefore, dxBefore): ([Float], [Float])
    let (y, dx): ([Float], [Float])
  }

  private func results(
    _ shape: ConvolutionGeometry, inputs: Int, outputs: Int, beta: Float, level: PanelLevel, workers: Int
  ) throws -> Results {
    var random = SplitMix(seed: 8)
    let weights = random.numbers(outputs * inputs * shape.taps)
    let weight = frozen(
      .float32, weights.map(\.bitPattern), outputs: outputs, inputs: inputs, taps: shape.taps, offset: 2)
    let (pixels, rows) = (
      ConvolutionGeometry.pictures * shape.input.count, ConvolutionGeometry.pictures * shape.output.count
    )
    func start(_ count: Int) -> [Float] { beta == 0 ? Array(repeating: .nan, count: count) : random.numbers(count) }
    let (x, dy, bias) = (random.numbers(pixels * inputs), random.numbers(rows * outputs), random.numbers(outputs))
    let (yBefore, dxBefore) = (start(rows * outputs), start(pixels * inputs))
    let (y, dx) = (try memory(yBefore), try memory(dxBefore))
    let (xMemory, dyMemory) = (try memory(x), try memory(dy))
    let convolution = DirectConvolution(
      weight, shape.patches, pictures: ConvolutionGeometry.pictures, workers: workers, level: level)
    let (scratch, team) = (try room(convolution.scratchCount), Workers(count: workers))
    convolution.project(
      xMemory.all, bias: FrozenVector(bias), beta: beta, into: y.all.matrix(rows: rows), team, scratch: scratch.all)
    convolution.projectBack(dyMemory.all, beta: beta, into: dx.all.matrix(rows: pixels), team, scratch: scratch.all)
    return Results(
      weights: weights, x: x, dy: dy, bias: bias, yBefore: yBefore, dxBefore: dxBefore, y: y.all.values,
      dx: dx.all.values)
  }

  private func check(
    _ shape: ConvolutionGeometry, inputs: Int, outputs: Int, beta: Float, level: PanelLevel, workers: Int
  ) throws {
    let found = try results(shape, inputs: inputs, outputs: outputs, beta: beta, level: level, workers: workers)
    var y = found.yBefore.enumerated().map {
      Double(found.bias[$0 % outputs]) + (beta == 0 ? 0 : Double(beta) * Double($1))
    }
    var dx = found.dxBefore.map { beta == 0 ? 0 : Double(beta) * Double($0) }
    for read in shape.reads {
      guard let source = read.source else { continue }
      for output in 0..<outputs {
        let dy = Double(found.dy[read.result * outputs + output])
        for input in 0..<inputs {
          let weight = Double(found.weights[(output * inputs + input) * shape.taps + read.tap])
          y[read.result * outputs + output] += Double(found.x[source * inputs + input]) * weight
          dx[source * inputs + input] += dy * weight
        }
      }
    }
    #expect(relativeError(found.y, y) < 5e-6, "\(level), \(inputs) → \(outputs)")
    #expect(relativeError(found.dx, dx) < 5e-6, "\(level), \(inputs) → \(outputs)")
  }

  @Test("are what the sums say", arguments: ConvolutionGeometry.all, [1, 2, 3])
  func agreement(_ shape: ConvolutionGeometry, _ workers: Int) throws {
    for level in PanelLevel.available {
      for (inputs, outputs, beta) in [(3, 5, 0), (35, 4, 1), (4, 33, 0)] as [(Int, Int, Float)] {
        try check(shape, inputs: inputs, outputs: outputs, beta: beta, level: level, workers: workers)
      }
    }
  }

  @Test("go on where the memory for places and gradients ends")
  func manyRows() throws {
    // More rows than are worked on at once in either direction.
    try check(
      ConvolutionGeometry(height: 45, width: 48), inputs: 2, outputs: 3, beta: 0, level: .best, workers: 2)
  }

  @Test("are the same to the bit every time, with any number of workers")
  func repeatable() throws {
    let shape = ConvolutionGeometry(height: 9, width: 9)
    let runs = try [1, 2, 3, 2].map {
      try results(shape, inputs: 70, outputs: 100, beta: 0, level: .best, workers: $0)
    }
    for run in runs.dropFirst() {
      #expect(bits(run.y) == bits(runs[0].y) && bits(run.dx) == bits(runs[0].dx))
    }
  }

  @Test("trap on pictures of another size")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let weight = frozen(.float32, Array(repeating: 0, count: 9), outputs: 1, inputs: 1, taps: 9)
      let shape = ConvolutionGeometry()
      let convolution = DirectConvolution(weight, shape.patches, pictures: 1, workers: 1)
      convolution.project(
        try room(34).all, into: try room(35).all.matrix(rows: 35), Workers(count: 1),
        scratch: try room(convolution.scratchCount).all)
    }
    await #expect(processExitsWith: .failure) {
      let weight = frozen(.float32, Array(repeating: 0, count: 4), outputs: 1, inputs: 1, taps: 4)
      _ = DirectConvolution(weight, ConvolutionGeometry().patches, pictures: 1, workers: 1)
    }
  }
}
