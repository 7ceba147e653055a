import LoracTensor
import LoracTestSupport
import Testing

@Suite("Products with frozen weights")
struct FrozenProductTests {
  /// Runs both directions and gives their results.
  private func results(_ outputs: Int, _ inputs: Int, taps: Int, rows: Int, workers: Int, beta: Float) throws
    -> [[Float]]
  {
    var random = SplitMix(seed: 5)
    let weight = frozen(
      .float32, random.numbers(outputs * inputs * taps).map(\.bitPattern), outputs: outputs, inputs: inputs, taps: taps)
    let x = try memory(random.numbers(rows * taps * inputs))
    let dy = try memory(random.numbers(rows * taps * outputs))
    let y = try memory(beta == 0 ? Array(repeating: .nan, count: rows * outputs) : random.numbers(rows * outputs))
    let dx = try memory(beta == 0 ? Array(repeating: .nan, count: rows * inputs) : random.numbers(rows * inputs))
    let before = [y.all.values, dx.all.values]
    let scratch = try room(weight.scratchCount(workers: workers))
    let team = Workers(count: workers)
    weight.project(
      x.all.matrix(rows: rows), beta: beta, into: y.all.matrix(rows: rows), team, scratch: scratch.all)
    weight.projectBack(
      dy.all.matrix(rows: rows), beta: beta, into: dx.all.matrix(rows: rows), team, scratch: scratch.all)
    return [weight.values, x.all.values, dy.all.values] + before + [y.all.values, dx.all.values]
  }

  @Test("are what the sums say", arguments: [1, 9], [1, 2, 3])
  func agreement(_ taps: Int, _ workers: Int) throws {
    for (outputs, inputs, rows, beta) in [(37, 29, 11, 0), (3, 70, 1, 1), (70, 1, 6, 0.5)] as [(Int, Int, Int, Float)] {
      let all = try results(outputs, inputs, taps: taps, rows: rows, workers: workers, beta: beta)
      let (w, x, dy) = (all[0], all[1], all[2])
      func old(_ list: Int, _ index: Int) -> Double { beta == 0 ? 0 : Double(beta) * Double(all[list][index]) }
      func weight(_ output: Int, _ input: Int, _ tap: Int) -> Double {
        Double(w[(output * inputs + input) * taps + tap])
      }
      var (y, dx): ([Double], [Double]) = ([], [])
      for row in 0..<rows {
        for output in 0..<outputs {
          var sum = old(3, y.count)
          for tap in 0..<taps {
            for input in 0..<inputs {
              sum += Double(x[(row * taps + tap) * inputs + input]) * weight(output, input, tap)
            }
          }
          y.append(sum)
        }
        for input in 0..<inputs {
          var sum = old(4, dx.count)
          for tap in 0..<taps {
            for output in 0..<outputs {
              sum += Double(dy[(row * taps + tap) * outputs + output]) * weight(output, input, tap)
            }
          }
          dx.append(sum)
        }
      }
      #expect(relativeError(all[5], y) < 5e-6)
      #expect(relativeError(all[6], dx) < 5e-6)
    }
  }

  @Test("are the same to the bit every time with as many workers", arguments: [1, 2, 3])
  func repeatable(_ workers: Int) throws {
    // Wide enough for several panels.
    let runs = try (0..<2).map { _ in
      try results(320, 330, taps: 9, rows: 65, workers: workers, beta: 0).suffix(2).map(bits)
    }
    #expect(runs[0] == runs[1])
  }
}
