import LoracImages
import LoracTestSupport
import Testing

@Suite struct SaliencyMapTests {
  /// Gray with grain, and a red square.
  private func picture(_ width: Int, _ height: Int, square: PixelBox) -> RGBAImage {
    var random = SplitMix(seed: 9)
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let grain = UInt8(random.next() % 9)
        let isInside = (square.left..<square.right).contains(x) && (square.top..<square.bottom).contains(y)
        bytes += isInside ? [200 + grain, 40, 40, 255] : [110 + grain, 110 + grain, 110, 255]
      }
    }
    return RGBAImage(width: width, height: height, hasAlpha: false, bytes: bytes)
  }

  @Test func theSquareStandsOut() throws {
    let square = PixelBox(left: 90, top: 20, width: 30, height: 30)
    let map = try SaliencyMap(picture(150, 100, square: square))
    #expect(map.width == 150 && map.height == 100)
    var (inside, all) = (0, 0)
    for (index, value) in map.values.enumerated() {
      let (x, y) = (index % 150, index / 150)
      // The blur reaches a little beyond.
      let isNear = (square.left - 8..<square.right + 8).contains(x) && (square.top - 8..<square.bottom + 8).contains(y)
      inside += isNear ? Int(value) : 0
      all += Int(value)
    }
    #expect(all > 0 && Double(inside) > 0.9 * Double(all), "\(inside) of \(all)")
    let highest = try #require(map.values.indices.max { map.values[$0] < map.values[$1] })
    #expect(
      (square.left..<square.right).contains(highest % 150) && (square.top..<square.bottom).contains(highest / 150))
  }

  @Test func theGridIsCoarse() throws {
    let square = PixelBox(left: 10, top: 10, width: 50, height: 50)
    let map = try SaliencyMap(picture(400, 100, square: square))
    #expect(map.width == 192 && map.height == 48 && map.values.count == 192 * 48)
    for (width, height) in [(1, 1), (700, 1), (1, 700), (2, 3)] {
      let map = try SaliencyMap(picture(width, height, square: PixelBox(left: 0, top: 0, width: 1, height: 1)))
      #expect(map.values.count == map.width * map.height && map.width <= 192 && map.height <= 192)
    }
  }

  @Test func nothingStandsOutOfNothing() throws {
    let bytes = (0..<64 * 48).flatMap { _ in [70, 80, 90, 255] as [UInt8] }
    let map = try SaliencyMap(RGBAImage(width: 64, height: 48, hasAlpha: false, bytes: bytes))
    #expect(map.values.allSatisfy { $0 == 0 })
  }

  @Test func whatIsHiddenDoesNotStandOut() throws {
    let square = PixelBox(left: 40, top: 10, width: 16, height: 16)
    let shown = picture(96, 64, square: square)
    let bytes = shown.bytes.enumerated().map { $0.offset % 4 == 3 ? 0 : $0.element }
    let map = try SaliencyMap(RGBAImage(width: 96, height: 64, hasAlpha: true, bytes: bytes))
    #expect(map.values.allSatisfy { $0 == 0 })
  }
}
