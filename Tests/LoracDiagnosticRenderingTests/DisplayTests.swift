@testable import LoracDiagnosticRendering
import LoracDiagnostics
import Testing

@Suite struct DisplayTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("日本", 4), ("ｗ", 2), ("ﾊ", 1), ("한", 2), ("👩🏽‍🚀", 2), ("🇩🇪", 2),
    ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("│", 1), ("…", 1), ("", 0), ("ก็", 1), ("𠀀", 2), ("→", 1),
  ])
  func widths(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(text) == columns)
  }

  @Test(arguments: [
    ("plain é 日 👩🏽‍🚀", "plain é 日 👩🏽‍🚀"), ("\u{1B}[0m", "␛[0m"), ("a\tb", "a␉b"), ("\r\n", "␍␊"), ("\u{7F}", "␡"),
    ("\u{9B}1m", "\\u{9b}1m"), ("\u{202E}", "\\u{202e}"), ("\u{200B}", "\\u{200b}"), ("\u{2029}", "\\u{2029}"),
    ("\u{FEFF}", "\\u{feff}"), ("\u{200D}", "\\u{200d}"),
  ])
  func controlsAreVisible(_ text: String, _ shown: String) {
    #expect(VisibleText.escape(text) == shown)
  }

  @Test func wrapping() {
    #expect(TextWrapping.lines("one two three", width: 7) == ["one two", "three"])
    #expect(TextWrapping.lines("a-very-long-word x", width: 4) == ["a-very-long-word", "x"])
    #expect(TextWrapping.lines("  indented words", width: 10) == ["  indented", "words"])
    #expect(TextWrapping.lines("one\n\n  two  ", width: 80) == ["one", "", "  two"])
    #expect(TextWrapping.lines("日本 日本 日本", width: 9) == ["日本 日本", "日本"])
    #expect(TextWrapping.lines("", width: 10) == [""])
  }

  @Test func cellsCoverEveryByte() {
    let bytes: [UInt8] = [0xF0, 0x9F, 0x41, 0xC3, 0xA9, 0x09, 0xED, 0xA0, 0x80, 0xFF, 0x65, 0xCC, 0x81, 0xE4]
    let cells = TextCell.cells(of: SourceFile(name: "a", bytes: bytes), 0..<bytes.count)
    #expect(cells.first?.bytes.lowerBound == 0 && cells.last?.bytes.upperBound == bytes.count)
    for (cell, next) in zip(cells, cells.dropFirst()) { #expect(cell.bytes.upperBound == next.bytes.lowerBound) }
    #expect(cells.map(\.text).joined() == "�Aé ����e\u{301}�")
  }

  @Test func windowsKeepTheLabelInSight() {
    let text = String(repeating: "日本a", count: 5000)
    let file = SourceFile(name: "a", text: text)
    for start in stride(from: 0, to: file.bytes.count, by: 701) {
      let focus = start..<min(start + 9, file.bytes.count)
      let window = LineWindow(file, line: 1, focus: focus, width: 40)
      let width = window.cells.reduce(0) { $0 + $1.width }
      #expect(width <= 40 && width >= 36)
      #expect(window.cells.contains { $0.bytes.contains(start) })
      #expect(window.column(of: focus.lowerBound) < window.endColumn(of: focus.upperBound))
    }
  }
}
