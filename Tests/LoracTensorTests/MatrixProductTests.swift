import LoracTensor
import LoracTestSupport
import Testing

@Suite("Matrix product")
struct MatrixProductTests {
  /// A matrix of `rows` × `columns` in the middle of a larger one, stored as it is or transposed, with its numbers.
  private func matrix(
    _ rows: Int, _ columns: Int, transposed: Bool, margin: Int, _ random: inout SplitMix
  ) throws -> (memory: Arena, matrix: Matrix, values: [[Double]]) {
    let (lines, length) = transposed ? (columns, rows) : (rows, columns)
    let memory = try memory(random.numbers((lines + margin) * (length + margin)))
    let block = memory.all.matrix(rows: lines + margin).block(
      rows: margin..<lines + margin, columns: margin..<length + margin)
    let values = (0..<rows).map { row in
      (0..<columns).map { column in
        let (line, place) = transposed ? (column, row) : (row, column)
        return Double(memory.all[(line + margin) * (length + margin) + place + margin])
      }
    }
    return (memory, transposed ? block.transposed : block, values)
  }

  @Test(
    "is what the sums say, for every order in memory",
    arguments: [false, true], [false, true])
  func agreement(_ isTransposedA: Bool, _ isTransposedB: Bool) throws {
    var random = SplitMix(seed: 1)
    for (rows, depth, columns) in [(1, 1, 1), (1, 33, 19), (17, 5, 1), (35, 67, 18), (3, 129, 70), (70, 3, 131)] {
      for (margin, workers) in [(0, 1), (3, 1), (3, 2), (1, 3)] {
        let a = try matrix(rows, depth, transposed: isTransposedA, margin: margin, &random)
        let b = try matrix(depth, columns, transposed: isTransposedB, margin: margin, &random)
        for (alpha, beta) in [(1, 0), (0.5, 1), (2, -0.25)] as [(Float, Float)] {
          let c = try matrix(rows, columns, transposed: false, margin: margin, &random)
          let before = c.memory.all.values
          Workers(count: workers).multiply(a.matrix, b.matrix, alpha: alpha, beta: beta, into: c.matrix)
          var expected = before.map(Double.init)
          for row in 0..<rows {
            for column in 0..<columns {
              let sum = (0..<depth).reduce(0) { $0 + a.values[row][$1] * b.values[$1][column] }
              expected[(row + margin) * (columns + margin) + column + margin] =
                Double(alpha) * sum + Double(beta) * c.values[row][column]
            }
          }
          #expect(relativeError(c.memory.all.values, expected) < 1e-6, "\(rows) \(depth) \(columns) \(margin) \(beta)")
        }
      }
    }
  }

  @Test("does not see what stood in the result", arguments: [1, 2, 7, 40], [1, 3, 8, 33])
  func overwrites(_ rows: Int, _ columns: Int) throws {
    let (a, b) = (
      try memory([Float](repeating: 1, count: rows * 5)), try memory([Float](repeating: 1, count: columns * 5))
    )
    let c = try room(rows * columns)
    multiply(a.all.matrix(rows: rows), b.all.matrix(rows: 5), into: c.all.matrix(rows: rows))
    #expect(c.all.values.allSatisfy { $0 == 5 })
  }

  @Test("is the same to the bit every time with as many workers", arguments: [1, 2, 3])
  func repeatable(_ workers: Int) throws {
    var random = SplitMix(seed: 2)
    let (a, b) = (try memory(random.numbers(130 * 77)), try memory(random.numbers(77 * 45)))
    let results = try (0..<3).map { _ in
      let c = try room(130 * 45)
      Workers(count: workers).multiply(a.all.matrix(rows: 130), b.all.matrix(rows: 77), into: c.all.matrix(rows: 130))
      return bits(c.all.values)
    }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test("traps on matrices that do not fit")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      let memory = try Arena(count: 64)
      multiply(
        memory.region(0..<12).matrix(rows: 3), memory.region(16..<31).matrix(rows: 5),
        into: memory.region(32..<41).matrix(rows: 3))
    }
    await #expect(processExitsWith: .failure) {
      let memory = try Arena(count: 64)
      multiply(
        memory.region(0..<9).matrix(rows: 3), memory.region(16..<25).matrix(rows: 3),
        into: memory.region(32..<41).matrix(rows: 3).transposed)
    }
  }

  @Test("takes blocks within the matrix only")
  func blocks() async throws {
    let arena = try memory([0, 1, 2, 3, 4, 5])
    let matrix = arena.all.matrix(rows: 2)
    #expect(matrix.numbers.values == [0, 1, 2, 3, 4, 5])
    #expect(matrix.rows(1..<2).numbers.values == [3, 4, 5])
    await #expect(processExitsWith: .failure) {
      _ = try Arena(count: 6).all.matrix(rows: 2).block(rows: 1..<2, columns: -1..<1)
    }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 6).all.matrix(rows: 2).rows(1..<3) }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 6).all.matrix(rows: 4) }
    await #expect(processExitsWith: .failure) { _ = try Arena(count: 6).all.matrix(rows: 2).columns(0..<2).numbers }
  }
}
