import LoracDiagnostics
import Testing

@Suite struct SourcePositionTests {
  private func position(_ text: String, _ offset: Int) -> [Int] {
    let position = SourceFile(name: "a", text: text).position(at: offset)
    return [position.line, position.column]
  }

  @Test func countsCharacters() {
    let text = "a: é👩🏽‍🚀e\u{301}x"
    #expect(position(text, 0) == [1, 1])
    #expect(position(text, 5) == [1, 5])
    #expect(position(text, text.utf8.count - 1) == [1, 7])
    #expect(position(text, text.utf8.count) == [1, 8])
  }

  @Test func countsCodePoints() {
    let text = "é👩🏽‍🚀e\u{301}x"
    let file = SourceFile(name: "a", text: text)
    #expect(file.codePointPosition(at: text.utf8.count).column == text.unicodeScalars.count + 1)
  }

  @Test func clampsOffsets() {
    #expect(position("ab", -5) == [1, 1])
    #expect(position("ab", 99) == [1, 3])
    #expect(position("", 0) == [1, 1])
    #expect(position("a\n", 2) == [2, 1])
  }

  @Test func byteOrderMarkTakesNoColumn() {
    let text = "\u{FEFF}ab\ncd"
    #expect(position(text, 0) == [1, 1])
    #expect(position(text, 3) == [1, 1])
    #expect(position(text, 4) == [1, 2])
    #expect(position(text, 6) == [2, 1])
  }

  @Test func contentLeavesLineEndingsOut() {
    let file = SourceFile(name: "a", text: "\u{FEFF}ab\r\n\rc\n")
    #expect((1...4).map { file.content(ofLine: $0) } == [3..<5, 7..<7, 8..<9, 10..<10])
  }

  @Test(arguments: ["x", "é", "日", "😀", "\u{7F}"])
  func longLinesAgreeWithCounting(_ character: String) {
    // Characters of one code point: counting characters and code points must agree on both sides of every stride.
    let text = "a\n\(String(repeating: character, count: 9000))\nb"
    let file = SourceFile(name: "a", text: text)
    let size = character.utf8.count
    for index in [0, 1, 1023, 1364, 1365, 1366, 2047, 2048, 4095, 4096, 4097, 8191, 8192, 8999, 9000] {
      #expect(file.position(at: 2 + index * size) == SourcePosition(line: 2, column: index + 1))
      #expect(file.codePointPosition(at: 2 + index * size) == SourcePosition(line: 2, column: index + 1))
    }
    #expect(file.position(at: 3 + 9000 * size) == SourcePosition(line: 3, column: 1))
  }

  @Test func longFirstLineWithByteOrderMark() {
    let file = SourceFile(name: "a", text: "\u{FEFF}\(String(repeating: "ab", count: 5000))")
    #expect(file.position(at: 3 + 9999) == SourcePosition(line: 1, column: 10000))
  }

  @Test func invalidBytesDoNotTrap() {
    let file = SourceFile(name: "a", bytes: [UInt8](repeating: 0x80, count: 10_000))
    for offset in stride(from: 0, through: 10_000, by: 7) { #expect(file.position(at: offset).line == 1) }
  }

  @Test func placeInWords() {
    func place(_ kind: SourceFile.Kind, _ name: String) -> String {
      SourceFile(name: name, kind: kind, text: "a: b").wholeRange.place
    }
    #expect(place(.file, "a.yaml") == "a.yaml:1:1")
    #expect(place(.preset, "anime") == "preset 'anime':1:1")
    #expect(place(.builtInDefault, "default of a") == "default of a")
    #expect(place(.folderName, "train/3_x") == "folder 'train/3_x'")
    #expect(place(.commandLine, "--set a") == "--set a")
    #expect(place(.data, "a.png") == "a.png")
  }
}
