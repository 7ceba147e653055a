import Testing

@testable import LoracTokenizer

@Suite struct UTF8DecodingTests {
  @Test func readsWhatSwiftWrites() {
    let text = "a\u{7F}\u{80}é\u{7FF}\u{800}中\u{FFFF}\u{10000}🙂\u{10FFFF}"
    #expect(UTF8Decoding.decode(Array(text.utf8), acceptsVariants: false) == codePoints(of: text))
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xBD], [0xE4, 0x41, 0x42], [0xFF],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(_ bytes: [UInt8]) {
    #expect(UTF8Decoding.decode(bytes, acceptsVariants: false) == nil)
  }

  @Test func readsVariantsWhereAsked() {
    #expect(UTF8Decoding.decode([0xC0, 0x80, 0x41], acceptsVariants: true) == [0, 0x41])
    #expect(UTF8Decoding.decode([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x8A], acceptsVariants: true) == [0x1F60A])
    #expect(UTF8Decoding.decode([0xED, 0xA0, 0xBD, 0xED, 0xB8], acceptsVariants: true) == nil)
    // ftfy's pattern takes the newline at the end for the missing byte.
    #expect(UTF8Decoding.decode([0x41, 0xC0, 0x0A], acceptsVariants: true) == [0x41, 0])
    #expect(UTF8Decoding.decode([0xC0, 0x0A, 0x41], acceptsVariants: true) == nil)
  }
}
