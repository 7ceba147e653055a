import LoracDiagnostics
import Testing

@Suite struct LineTableTests {
  @Test func allLineEndings() {
    let lines = LineTable(Array("a\nb\r\nc\rd".utf8))
    #expect(lines.count == 4)
    #expect((1...4).map { lines.bytes(ofLine: $0) } == [0..<2, 2..<5, 5..<7, 7..<8])
  }

  @Test func everyOffsetIsInItsLine() {
    let bytes = Array("\n\nab\r\n\r\rc\n".utf8)
    let lines = LineTable(bytes)
    for offset in bytes.indices {
      #expect(lines.bytes(ofLine: lines.line(at: offset)).contains(offset))
    }
    #expect(lines.line(at: bytes.count) == lines.count)
    #expect(lines.line(at: bytes.count + 10) == lines.count)
    #expect(lines.bytes(ofLine: lines.count) == bytes.count..<bytes.count)
  }

  @Test func emptyText() {
    let lines = LineTable([])
    #expect(lines.count == 1)
    #expect(lines.line(at: 0) == 1)
    #expect(lines.bytes(ofLine: 1) == 0..<0)
  }
}
