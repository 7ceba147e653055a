@testable import LoracTensor
import LoracTestSupport
import Testing

@Suite("Convolutions by Winograd")
struct WinogradConvolutionTests {
  struct Problem: Sendable, CustomTestStringConvertible {
    var pictures = 1
    var height: Int
    var width: Int
    var inputs: Int
    var outputs: Int
    var beta: Float = 0

    var testDescription: String { "\(pictures)×\(height)×\(width), \(inputs) → \(outputs), beta \(beta)" }
  }

  /// Sizes off the tiles, channels off the panels and blocks, and more tiles than one block has.
  static let problems = [
    Problem(height: 8, width: 8, inputs: 16, outputs: 37),
    Problem(height: 9, width: 15, inputs: 65, outputs: 16, beta: 1),
    Problem(pictures: 3, height: 7, width: 12, inputs: 19, outputs: 33),
    Problem(height: 33, width: 38, inputs: 16, outputs: 17, beta: 1),
    Problem(pictures: 2, height: 8, width: 8, inputs: 130, outputs: 35),
  ]

  /// Both ways, forward with a bias, after what stood in the result before.
  private func results(
    _ problem: Problem, _ direction: WinogradConvolution.Direction, level: PanelLevel, workers: Int
  ) throws -> (fast: [Float], direct: [Float]) {
    var random = SplitMix(seed: 9)
    let weight = frozen(
      .float32, random.numbers(9 * problem.inputs * problem.outputs).map(\.bitPattern), outputs: problem.outputs,
      inputs: problem.inputs, taps: 9)
    let size = PixelSize(height: problem.height, width: problem.width)
    let pixels = problem.pictures * size.count
    let (depth, width) =
      direction == .forward ? (problem.inputs, problem.outputs) : (problem.outputs, problem.inputs)
    let source = try memory(random.numbers(pixels * depth))
    let before = problem.beta == 0 ? Array(repeating: .nan, count: pixels * width) : random.numbers(pixels * width)
    let bias = direction == .forward ? FrozenVector(random.numbers(width)) : nil
    let (fast, direct, team) = (try memory(before), try memory(before), Workers(count: workers))

    let winograd = try #require(
      WinogradConvolution(
        weight, direction, size: size, pictures: problem.pictures, workers: workers, level: level))
    winograd.run(
      source.all, bias: bias, beta: problem.beta, into: fast.all.matrix(rows: pixels), team,
      scratch: try room(winograd.scratchCount).all)
    let plain = DirectConvolution(
      weight, Patches(input: size, output: size, kernel: 3, stride: 1, padding: 1), pictures: problem.pictures,
      workers: workers, level: .portable)
    let (target, scratch) = (direct.all.matrix(rows: pixels), try room(plain.scratchCount).all)
    switch direction {
    case .forward: plain.project(source.all, bias: bias, beta: problem.beta, into: target, team, scratch: scratch)
    case .backward: plain.projectBack(source.all, beta: problem.beta, into: target, team, scratch: scratch)
    }
    return (fast.all.values, direct.all.values)
  }

  @Test("are what the direct way computes", arguments: problems, [WinogradConvolution.Direction.forward, .backward])
  func agreement(_ problem: Problem, _ direction: WinogradConvolution.Direction) throws {
    for level in PanelLevel.available {
      for workers in [1, 3] {
        let (fast, direct) = try results(problem, direction, level: level, workers: workers)
        #expect(relativeError(fast, direct.map(Double.init)) < 2e-5, "\(level), \(workers) workers")
      }
    }
  }

  @Test("are the same to the bit every time, with any number of workers")
  func repeatable() throws {
    let problem = Problem(pictures: 3, height: 20, width: 24, inputs: 70, outputs: 100)
    let runs = try [1, 2, 3, 2].map { try results(problem, .forward, level: .best, workers: $0).fast }
    for run in runs.dropFirst() { #expect(bits(run) == bits(runs[0])) }
  }

  @Test("are not for few pixels, few channels or other kernels")
  func choice() {
    func isFast(_ length: Int, pictures: Int = 1, channels: Int = 64, taps: Int = 9) -> Bool {
      let weight = FrozenMatrix(planned: .float16, outputs: channels, inputs: channels, taps: taps)
      let size = PixelSize(height: length, width: length)
      return WinogradConvolution(weight, .forward, size: size, pictures: pictures, workers: 2) != nil
    }
    #expect(isFast(8) && isFast(64) && isFast(4, pictures: 4))
    #expect(!isFast(4) && !isFast(2, pictures: 16) && !isFast(5))
    #expect(!isFast(8, channels: 8) && !isFast(8, taps: 1))
  }
}
