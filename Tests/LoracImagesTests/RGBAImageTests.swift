import LoracImages
import LoracTestSupport
import Testing

@Suite struct RGBAImageTests {
  private func opaque(_ width: Int, _ height: Int, seed: UInt64 = 1) -> RGBAImage {
    var random = SplitMix(seed: seed)
    let bytes = (0..<width * height * 4).map { $0 % 4 == 3 ? 255 : UInt8.random(in: 0...255, using: &random) }
    return RGBAImage(width: width, height: height, hasAlpha: false, bytes: bytes)
  }

  @Test func composesOverAColour() {
    let image = RGBAImage(
      width: 3, height: 1, hasAlpha: true, bytes: [200, 100, 0, 255, 200, 100, 0, 0, 200, 100, 0, 51])
    #expect(image.composed(on: .white).bytes == [200, 100, 0, 255, 255, 255, 244, 224, 204])
    #expect(image.withoutAlpha().bytes == [200, 100, 0, 200, 100, 0, 200, 100, 0])
  }

  @Test func hiddenColoursLeaveNoFringe() throws {
    // A white disc whose transparent surroundings hide black.
    let side = 64
    var bytes: [UInt8] = []
    for y in 0..<side {
      for x in 0..<side {
        let isInside = (x - 32) * (x - 32) + (y - 32) * (y - 32) < 400
        bytes += isInside ? [255, 255, 255, 255] : [0, 0, 0, 0]
      }
    }
    let image = RGBAImage(width: side, height: side, hasAlpha: true, bytes: bytes)
    let small = try image.resized(to: PictureSize(width: 13, height: 13))
    #expect(small.composed(on: .white).bytes.allSatisfy { $0 >= 253 })
  }

  @Test func equalsThePictureOfThreeChannels() throws {
    // RGBImage's Lanczos is held against Pillow's bytes; the same pictures must come out here.
    for (width, height, newWidth, newHeight) in [
      (24, 18, 12, 9), (61, 47, 5, 40), (7, 90, 20, 33), (1, 5, 3, 2), (40, 3, 17, 3),
    ] {
      let image = opaque(width, height)
      let expected = try image.withoutAlpha().resized(width: newWidth, height: newHeight, interpolation: .lanczos)
      let found = try image.resized(to: PictureSize(width: newWidth, height: newHeight))
      let isEqual = found.withoutAlpha() == expected
      #expect(isEqual, "\(width)×\(height) to \(newWidth)×\(newHeight)")
    }
  }

  /// A part of a picture in another size, by Pillow (Tests/Tools/box_reference.py).
  struct BoxCase: Decodable {
    var seed: UInt64
    var width: Int
    var height: Int
    var hasAlpha: Bool
    var box: [Float]
    var size: [Int]
    var rgba: String
  }

  @Test func resizesBoxesAsPillow() throws {
    let cases: [BoxCase] = try reference("boxes.json")
    #expect(cases.count >= 70)
    for item in cases {
      var random = SplitMix(seed: item.seed)
      let bytes = (0..<item.width * item.height * 4).map { index -> UInt8 in
        let value = UInt8(truncatingIfNeeded: random.next())
        return index % 4 == 3 && !item.hasAlpha ? 255 : value
      }
      let image = RGBAImage(width: item.width, height: item.height, hasAlpha: item.hasAlpha, bytes: bytes)
      let box = PictureBox(left: item.box[0], top: item.box[1], right: item.box[2], bottom: item.box[3])
      let result = try image.resized(box: box, to: PictureSize(width: item.size[0], height: item.size[1]))
      let isEqual = result.bytes == LoracTestSupport.bytes(hex: item.rgba)
      #expect(isEqual, "\(image.size), \(box) to \(item.size)")
    }
  }

  @Test func averagesWholeCells() {
    let image = RGBAImage(
      width: 3, height: 2, hasAlpha: false,
      bytes: [10, 0, 0, 255, 20, 0, 0, 255, 31, 0, 0, 255, 30, 0, 0, 255, 40, 0, 0, 255, 90, 0, 0, 255])
    let small = image.averaged(to: PictureSize(width: 2, height: 1))
    #expect(small.bytes == [20, 0, 0, 255, 45, 0, 0, 255])
    #expect(image.averaged(to: image.size) == image)
    // Wider than the sums that are kept at once.
    let wide = opaque(5000, 2)
    let halves = wide.averaged(to: PictureSize(width: 2, height: 1)).bytes
    for half in 0..<2 {
      var sum = 0
      for y in 0..<2 { for x in half * 2500..<half * 2500 + 2500 { sum += Int(wide.bytes[(y * 5000 + x) * 4]) } }
      #expect(Int(halves[half * 4]) == (sum + 2500) / 5000)
    }
  }

  @Test func turnsAsEXIFSays() {
    // 2 × 3: rows 12, 34, 56.
    let image = RGBAImage(
      width: 2, height: 3, hasAlpha: true, bytes: (1...6).flatMap { [UInt8($0), 0, 0, 255] })
    let expected = [
      1: [1, 2, 3, 4, 5, 6], 2: [2, 1, 4, 3, 6, 5], 3: [6, 5, 4, 3, 2, 1], 4: [5, 6, 3, 4, 1, 2],
      5: [1, 3, 5, 2, 4, 6], 6: [5, 3, 1, 6, 4, 2], 7: [6, 4, 2, 5, 3, 1], 8: [2, 4, 6, 1, 3, 5],
    ]
    for (orientation, reds) in expected {
      let turned = image.oriented(orientation)
      #expect(stride(from: 0, to: 24, by: 4).map { Int(turned.bytes[$0]) } == reds, "\(orientation)")
      #expect(turned.width == (orientation > 4 ? 3 : 2))
    }
    #expect(image.oriented(0) == image && image.oriented(9) == image)
  }
}
