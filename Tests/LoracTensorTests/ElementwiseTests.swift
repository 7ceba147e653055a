import LoracTensor
import LoracTestSupport
import Testing

@Suite("Sums and products, number by number")
struct ElementwiseTests {
  /// Above the length that one thread handles alone, and not a multiple of anything.
  private static let count = 20_011

  @Test("are exact", arguments: [1, 3])
  func exact(_ count: Int) throws {
    let workers = Workers(count: count)
    var random = SplitMix(seed: 12)
    let (a, b) = (random.numbers(Self.count), random.numbers(Self.count))
    let (x, y) = (try memory(a), try memory(b))
    let sum = try room(Self.count)
    workers.add(x.all, y.all, into: sum.all)
    #expect(sum.all.values == zip(a, b).map(+))
    workers.multiplyElements(of: sum.all, by: x.all)
    #expect(sum.all.values == zip(a, b).map { ($0 + $1) * $0 })
    workers.accumulate(x.all, alpha: 2, beta: 0, into: sum.all)
    #expect(sum.all.values == a.map { 2 * $0 })
    workers.accumulate(y.all, beta: 1, into: sum.all)
    #expect(sum.all.values == zip(a, b).map { 2 * $0 + $1 })
  }

  @Test("leave alone what lies between rows")
  func gaps() throws {
    let workers = Workers(count: 2)
    let (x, y) = (try memory((0..<12).map(Float.init)), try memory(Array(repeating: .nan, count: 15)))
    let part = y.all.matrix(rows: 3).columns(1..<3)
    workers.accumulate(x.all.matrix(rows: 3).columns(2..<4), alpha: 10, beta: 0, into: part)
    workers.add(try memory([1, 2]).all, toRowsOf: part)
    let expected: [[Float]] = [[21, 32], [61, 72], [101, 112]]
    for row in 0..<3 {
      #expect(y.all[5 * row + 1..<5 * row + 3].values == expected[row])
      #expect(y.all[5 * row].isNaN && y.all[5 * row + 3].isNaN && y.all[5 * row + 4].isNaN)
    }
  }

  @Test("sums of many rows stay precise", arguments: [1, 63, 64, 1500], [1, 270])
  func rows(_ rows: Int, _ width: Int) throws {
    var random = SplitMix(seed: 13)
    let numbers = random.numbers(1000 * width)
    let all = (0..<rows * width).map { numbers[$0 % numbers.count] + 1 }
    let x = try memory(all)
    var sums = [Double](repeating: 0, count: width)
    for (index, number) in all.enumerated() { sums[index % width] += Double(number) }
    let result = try room(width)
    sumRows(x.all.matrix(rows: rows), beta: 0, into: result.all)
    #expect(relativeError(result.all.values, sums) < 6e-7)
    sumRows(x.all.matrix(rows: rows), beta: 2, into: result.all)
    #expect(relativeError(result.all.values, sums.map { 3 * $0 }) < 12e-7)
  }

  @Test("upsampling repeats pixels, and its derivative adds them")
  func upsample() throws {
    let (size, channels) = (PixelSize(height: 2, width: 3), 2)
    let source = try memory((0..<24).map(Float.init))
    let result = try room(96)
    Workers(count: 3).upsample(source.all, size: size, channels: channels, into: result.all)
    for picture in 0..<2 {
      for y in 0..<4 {
        for x in 0..<6 {
          for channel in 0..<2 {
            let value = result.all[((picture * 4 + y) * 6 + x) * 2 + channel]
            #expect(value == source.all[((picture * 2 + y / 2) * 3 + x / 2) * 2 + channel])
          }
        }
      }
    }
    let sums = try room(24)
    Workers(count: 3).upsampleBackward(result.all, size: size, channels: channels, beta: 0, into: sums.all)
    #expect(sums.all.values == source.all.values.map { 4 * $0 })
    Workers(count: 1).upsampleBackward(result.all, size: size, channels: channels, beta: 0.5, into: sums.all)
    #expect(sums.all.values == source.all.values.map { 6 * $0 })
  }
}
