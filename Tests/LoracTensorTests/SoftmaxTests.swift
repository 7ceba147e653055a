import Glibc
import LoracTensor
import LoracTestSupport
import Testing

@Suite("Softmax")
struct SoftmaxTests {
  private func expected(_ scores: ArraySlice<Float>, scale: Float, seen: Int) -> (values: [Double], logarithm: Double) {
    let scaled = scores.prefix(seen).map { Double($0) * Double(scale) }
    let largest = scaled.max() ?? 0
    let sum = scaled.reduce(0) { $0 + exp($1 - largest) }
    let values = scaled.map { exp($0 - largest) / sum } + Array(repeating: 0, count: scores.count - seen)
    return (values, largest + log(sum))
  }

  @Test("is what the definition says, and again from its logarithms", arguments: [1, 7, 16, 77, 1029], [1, 100])
  func agreement(_ columns: Int, _ magnitude: Float) throws {
    var random = SplitMix(seed: 9)
    let (rows, gap) = (5, 3)
    let numbers = random.numbers(rows * (columns + gap)).map { $0 * magnitude }
    for again in [false, true] {
      let scores = try memory(numbers)
      let all = scores.all.matrix(rows: rows)
      let logarithms = try room(rows)
      let lines = (0..<rows).map { numbers[$0 * (columns + gap)..<$0 * (columns + gap) + columns] }
      let wanted = lines.map { expected($0, scale: 0.125, seen: columns) }
      if again { logarithms.all.copy(wanted.map { Float($0.logarithm) }) }
      softmax(
        all.columns(0..<columns), scale: 0.125, visible: columns, logarithms: logarithms.all, again: again)
      for row in 0..<rows {
        let line = scores.all[row * (columns + gap)..<(row + 1) * (columns + gap)].values
        #expect(relativeError(Array(line.prefix(columns)), wanted[row].values) < 4e-6)
        #expect(
          Array(line.suffix(gap)) == Array(numbers[row * (columns + gap) + columns..<(row + 1) * (columns + gap)]))
        #expect(abs(Double(logarithms.all[row]) - wanted[row].logarithm) < 2e-6 * max(1, abs(wanted[row].logarithm)))
      }
    }
  }

  @Test("of scores that no exponential can hold is finite and sums to 1", arguments: [1e4, 1e30, -1e30] as [Float])
  func extremes(_ magnitude: Float) throws {
    let scores = try memory([magnitude, magnitude, 0, -magnitude, magnitude / 2, 0])
    let logarithms = try room(1)
    softmax(scores.all.matrix(rows: 1), scale: 0.5, visible: 6, logarithms: logarithms.all)
    let winners: [Float] = magnitude > 0 ? [0.5, 0.5, 0, 0, 0, 0] : [0, 0, 0, 1, 0, 0]
    #expect(zip(scores.all.values, winners).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(logarithms.all[0].isFinite)
  }

  @Test("of equal scores is even")
  func equal() throws {
    let scores = try memory(Array(repeating: -3e3, count: 4096))
    softmax(scores.all.matrix(rows: 1), scale: 1, visible: 4096, logarithms: try room(1).all)
    #expect(scores.all.values.allSatisfy { $0 == 1 / 4096 })
  }

  @Test("finds the largest score wherever it stands")
  func largest() throws {
    for count in [1, 15, 16, 17, 33, 40] {
      for place in 0..<count {
        var numbers = [Float](repeating: -100, count: count)
        numbers[place] = 50
        let scores = try memory(numbers)
        softmax(scores.all.matrix(rows: 1), scale: 2, visible: count, logarithms: try room(1).all)
        #expect(scores.all[place] == 1)
      }
    }
  }

  @Test("shows what is not a number")
  func notANumber() throws {
    for place in [0, 5, 20] {
      var numbers = [Float](repeating: 1, count: 21)
      numbers[place] = .nan
      let scores = try memory(numbers)
      softmax(scores.all.matrix(rows: 1), scale: 2, visible: 21, logarithms: try room(1).all)
      #expect(scores.all.values.allSatisfy { $0.isNaN })
    }
  }

  @Test("hides later columns, one fewer in each row", arguments: [false, true])
  func causal(_ again: Bool) throws {
    var random = SplitMix(seed: 10)
    let numbers = random.numbers(4 * 9)
    let scores = try memory(numbers)
    let logarithms = try room(4)
    // Rows 3 to 6 of a causal 9 × 9: the first sees 4 columns.
    let wanted = (0..<4).map { expected(numbers[$0 * 9..<($0 + 1) * 9], scale: 1, seen: 4 + $0) }
    if again { logarithms.all.copy(wanted.map { Float($0.logarithm) }) }
    softmax(scores.all.matrix(rows: 4), scale: 1, visible: 4, logarithms: logarithms.all, again: again)
    #expect(relativeError(scores.all.values, wanted.flatMap(\.values)) < 1e-6)
    for row in 0..<4 { #expect(scores.all[row * 9 + 4 + row..<(row + 1) * 9].values.allSatisfy { $0 == 0 }) }
  }

  @Test("backward is the derivative")
  func backward() throws {
    var random = SplitMix(seed: 11)
    let (rows, columns, width) = (3, 21, 5)
    let (scores, values, dy) = (
      random.numbers(rows * columns), random.numbers(columns * width), random.numbers(rows * width)
    )
    var wanted: [Double] = []
    var (probabilities, outputs): ([Float], [Float]) = ([], [])
    var gradients: [Float] = []
    for row in 0..<rows {
      let p = expected(scores[row * columns..<(row + 1) * columns], scale: 0.7, seen: columns).values
      // The gradient of each probability is the inner product of its value and the output's gradient.
      var g = [Double](repeating: 0, count: columns)
      var y = [Double](repeating: 0, count: width)
      for column in 0..<columns {
        for place in 0..<width {
          let value = Double(values[column * width + place])
          g[column] += value * Double(dy[row * width + place])
          y[place] += value * p[column]
        }
      }
      let inner: Double = zip(p, g).map(*).reduce(0, +)
      wanted += zip(p, g).map { 0.7 * $0 * ($1 - inner) }
      probabilities += p.map { Float($0) }
      gradients += g.map { Float($0) }
      outputs += y.map { Float($0) }
    }
    let (p, g) = (try memory(probabilities), try memory(gradients))
    let (output, outputGradient) = (try memory(outputs), try memory(dy))
    softmaxBackward(
      probabilities: p.all.matrix(rows: rows), gradient: g.all.matrix(rows: rows),
      output: output.all.matrix(rows: rows),
      outputGradient: outputGradient.all.matrix(rows: rows), scale: 0.7)
    #expect(relativeError(g.all.values, wanted) < 2e-6)
  }

  @Test("traps on a factor that turns the order around, and on rows that do not fit")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      softmax(try Arena(count: 6).all.matrix(rows: 2), scale: -1, visible: 3, logarithms: try Arena(count: 2).all)
    }
    await #expect(processExitsWith: .failure) {
      softmax(try Arena(count: 6).all.matrix(rows: 2), scale: 1, visible: 3, logarithms: try Arena(count: 3).all)
    }
  }
}
