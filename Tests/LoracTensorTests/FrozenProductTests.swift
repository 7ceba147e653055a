@testable import LoracTensor
import LoracTestSupport
import Testing

@Suite("Products with frozen weights")
struct FrozenProductTests {
  struct Problem: Sendable, CustomTestStringConvertible {
    var rows: Int
    var inputs: Int
    var outputs: Int
    var beta: Float = 0
    var type = ElementType.float32

    var testDescription: String { "\(rows)×\(inputs)×\(outputs), beta \(beta), \(type)" }
  }

  /// Widths around a panel's, depths around a part's, rows around a tile's.
  static let problems = [
    Problem(rows: 11, inputs: 29, outputs: 37), Problem(rows: 1, inputs: 70, outputs: 3, beta: 1),
    Problem(rows: 6, inputs: 1, outputs: 70), Problem(rows: 9, inputs: 300, outputs: 41, beta: 1),
    Problem(rows: 70, inputs: 32, outputs: 40, type: .float16),
    Problem(rows: 5, inputs: 320, outputs: 34, type: .bfloat16),
    Problem(rows: 3, inputs: 613, outputs: 16, type: .float16),
    Problem(rows: 4, inputs: 9, outputs: 600, type: .bfloat16),
  ]

  private struct Products {
    let weight: FrozenMatrix
    let (x, dy, bias): ([Float], [Float], [Float])
    let (yBefore, dxBefore): ([Float], [Float])
    let (y, dx): ([Float], [Float])
  }

  private func products(_ problem: Problem, _ level: PanelLevel, workers: Int) throws -> Products {
    var random = SplitMix(seed: 5)
    let (rows, inputs, outputs) = (problem.rows, problem.inputs, problem.outputs)
    let stored = (0..<outputs * inputs).map { _ -> UInt32 in
      let bits = Float.random(in: -1...1, using: &random).bitPattern
      return switch problem.type {
      case .float32: bits
      case .bfloat16: bits >> 16
      case .float16: UInt32.random(in: 0x2000...0x3800, using: &random) | (bits >> 16 & 0x8000)
      }
    }
    // A file need not align its numbers.
    let weight = frozen(problem.type, stored, outputs: outputs, inputs: inputs, taps: 1, offset: 3)
    func start(_ count: Int) -> [Float] {
      problem.beta == 0 ? Array(repeating: .nan, count: count) : random.numbers(count)
    }
    let (x, dy, bias) = (random.numbers(rows * inputs), random.numbers(rows * outputs), random.numbers(outputs))
    let (yBefore, dxBefore) = (start(rows * outputs), start(rows * inputs))
    let (y, dx) = (try memory(yBefore), try memory(dxBefore))
    let (xMemory, dyMemory) = (try memory(x), try memory(dy))
    let scratch = try room(workers * PanelLevel.scratchCount(taps: 1))
    let team = Workers(count: workers)
    weight.project(
      xMemory.all.matrix(rows: rows), bias: FrozenVector(bias), beta: problem.beta, into: y.all.matrix(rows: rows),
      level: level, team, scratch: scratch.all)
    weight.projectBack(
      dyMemory.all.matrix(rows: rows), beta: problem.beta, into: dx.all.matrix(rows: rows), level: level, team,
      scratch: scratch.all)
    return Products(
      weight: weight, x: x, dy: dy, bias: bias, yBefore: yBefore, dxBefore: dxBefore, y: y.all.values, dx: dx.all.values
    )
  }

  @Test("are what the sums say", arguments: problems, [1, 2, 3])
  func agreement(_ problem: Problem, _ workers: Int) throws {
    let (inputs, outputs, beta) = (problem.inputs, problem.outputs, Double(problem.beta))
    for level in PanelLevel.available {
      let found = try products(problem, level, workers: workers)
      let weights = found.weight.values
      func old(_ value: Float) -> Double { beta == 0 ? 0 : beta * Double(value) }
      let y = found.y.indices.map { index in
        let (row, output) = (index / outputs, index % outputs)
        return (0..<inputs).reduce(old(found.yBefore[index]) + Double(found.bias[output])) {
          $0 + Double(found.x[row * inputs + $1]) * Double(weights[output * inputs + $1])
        }
      }
      let dx = found.dx.indices.map { index in
        let (row, input) = (index / inputs, index % inputs)
        return (0..<outputs).reduce(old(found.dxBefore[index])) {
          $0 + Double(found.dy[row * outputs + $1]) * Double(weights[$1 * inputs + input])
        }
      }
      #expect(relativeError(found.y, y) < 5e-6, "\(level)")
      #expect(relativeError(found.dx, dx) < 5e-6, "\(level)")
    }
  }

  @Test("are the same to the bit every time, with any number of workers")
  func repeatable() throws {
    let problem = Problem(rows: 139, inputs: 40, outputs: 330)
    let runs = try [1, 2, 3, 2].map { try products(problem, .best, workers: $0) }
    for run in runs.dropFirst() {
      #expect(bits(run.y) == bits(runs[0].y) && bits(run.dx) == bits(runs[0].dx))
    }
  }

  @Test("trap on matrices that do not fit")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let weight = frozen(.float32, Array(repeating: 0, count: 6), outputs: 2, inputs: 3, taps: 1)
      let scratch = try room(weight.scratchCount(workers: 1)).all
      weight.project(
        try room(4).all.matrix(rows: 2), into: try room(4).all.matrix(rows: 2), Workers(count: 1), scratch: scratch)
    }
    await #expect(processExitsWith: .failure) {
      let weight = frozen(.float32, Array(repeating: 0, count: 6), outputs: 2, inputs: 3, taps: 1)
      let scratch = try room(weight.scratchCount(workers: 1)).all
      weight.projectBack(
        try room(4).all.matrix(rows: 2), beta: 0.5, into: try room(6).all.matrix(rows: 2), Workers(count: 1),
        scratch: scratch)
    }
  }
}
