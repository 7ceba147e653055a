import LoracImages
import LoracTestSupport
import Testing

@Suite struct PNGWriterTests {
  private func picture(_ width: Int, _ height: Int, hasAlpha: Bool) -> RGBAImage {
    var random = SplitMix(seed: UInt64(width * 1000 + height))
    let bytes = (0..<width * height * 4).map { index -> UInt8 in
      let value = UInt8.random(in: 0...255, using: &random)
      return index % 4 == 3 && !hasAlpha ? 255 : value
    }
    return RGBAImage(width: width, height: height, hasAlpha: hasAlpha, bytes: bytes)
  }

  @Test func isReadBackUnchanged() throws {
    for (width, height) in [(1, 1), (7, 3), (640, 2), (3, 200)] {
      for hasAlpha in [false, true] {
        let image = picture(width, height, hasAlpha: hasAlpha)
        let file = try PNGWriter.encode(image)
        let photo = try PhotoDecoder.decode(file)
        #expect(photo.image == image && photo.profile == .none)
        #expect(try PhotoDecoder.header(file).hasAlpha == hasAlpha)
        #expect(try PNGWriter.encode(image) == file)
        #expect(try ImageDecoder.decode(file) == image.withoutAlpha())
      }
    }
  }

  /// The chunks of a file by name.
  private func chunks(_ file: [UInt8]) -> [(name: String, body: [UInt8])] {
    var result: [(String, [UInt8])] = []
    var position = 8
    while position + 8 <= file.count {
      let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
      result.append((name, Array(file[position + 8..<position + 8 + length])))
      position += 12 + length
    }
    return result
  }

  @Test func holdsTexts() throws {
    let image = picture(4, 4, hasAlpha: false)
    let texts = [(keyword: "prompt", text: "a cat, 1girl"), (keyword: "Title", text: "章娜英 – portrait"), ("empty", "")]
    let file = try PNGWriter.encode(image, texts: texts)
    let found = chunks(file).filter { $0.name.hasSuffix("Xt") }
    #expect(found.map(\.name) == ["tEXt", "iTXt", "tEXt"])
    #expect(found[0].body == Array("prompt\0a cat, 1girl".utf8))
    #expect(found[1].body == Array("Title\0\0\0\0\0章娜英 – portrait".utf8))
    #expect(try PhotoDecoder.decode(file).image == image)
  }

  @Test func refusesTextsThatPNGCannotHold() {
    let image = picture(2, 2, hasAlpha: false)
    let refused = [
      ("", "x"), (" x", "x"), ("x ", "x"), (String(repeating: "k", count: 80), "x"), ("é", "x"), ("k", "a\0b"),
    ]
    for (keyword, text) in refused {
      #expect(throws: ImageError.self, "\(keyword)") {
        try PNGWriter.encode(image, texts: [(keyword: keyword, text: text)])
      }
    }
  }
}
