import LoracDiagnostics
import LoracTestSupport
import LoracYAML
import Testing

/// A text with markers, and the code and markers of each diagnostic it causes.
struct DiagnosedText: Sendable, CustomTestStringConvertible {
  let marked: String
  let expected: [(code: String, markers: String)]
  /// The text after all fixes, if there are any.
  var fixed: String?

  init(_ marked: String, _ expected: (code: String, markers: String)..., fixed: String? = nil) {
    self.marked = marked
    self.expected = expected
    self.fixed = fixed
  }

  var testDescription: String { String(marked.prefix(60)) }

  func check() {
    let marked = MarkedText(marked)
    let file = SourceFile(name: "recipe.yaml", text: marked.text)
    var diagnostics = DiagnosticList()
    _ = parse(file, into: &diagnostics)
    assertDiagnostics(diagnostics, expected.map { DiagnosticSpecification($0.code, $0.markers) }, in: marked)
    guard let fixed else { return }
    #expect(throws: Never.self) {
      let text = try expectFixesRemoveProblems(marked.text, .unsafe) { text in
        var diagnostics = DiagnosticList()
        _ = parse(SourceFile(name: "recipe.yaml", text: text), into: &diagnostics)
        return diagnostics
      }
      #expect(text == fixed)
    }
  }
}

@Suite struct SyntaxDiagnosisTests {
  static let texts: [DiagnosedText] = [
    // Tabs.
    .init("a:\n1️⃣\t2️⃣b: 1\n\tc: 2\n", ("LR0105", "1️⃣2️⃣"), fixed: "a:\n  b: 1\n  c: 2\n"),
    .init("x:\n    y: 1\na:\n1️⃣\t2️⃣b: 1\n", ("LR0105", "1️⃣2️⃣"), fixed: "x:\n    y: 1\na:\n    b: 1\n"),
    .init("a: 1\n1️⃣\t2️⃣b: 1\n", ("LR0105", "1️⃣2️⃣")),
    .init("é:\n  - a\n  -1️⃣\t2️⃣b\n", ("LR0105", "1️⃣2️⃣"), fixed: "é:\n  - a\n  - b\n"),
    // Brackets.
    .init("é: 1️⃣[2️⃣512, 768", ("LR0106", "1️⃣2️⃣")),
    .init("a: 1️⃣{2️⃣b: 1, c: 2", ("LR0106", "1️⃣2️⃣")),
    .init("a: 1️⃣[2️⃣1, 2\nb: 3\n", ("LR0106", "1️⃣2️⃣")),
    .init("a: 1️⃣[2️⃣'x' 'y']\n", ("LR0106", "1️⃣2️⃣")),
    // Quotes.
    .init("é: 1️⃣\"2️⃣cat", ("LR0107", "1️⃣2️⃣")), .init("a: 1️⃣'2️⃣cat\nb: 2\n", ("LR0107", "1️⃣2️⃣")),
    .init("a: 1️⃣'2️⃣cat\n---\n", ("LR0107", "1️⃣2️⃣")),
    // Colons in values.
    .init("key: value1️⃣:2️⃣ other\n", ("LR0108", "1️⃣2️⃣"), fixed: "key: 'value: other'\n"),
    .init("é: it's ü1️⃣:2️⃣ other # note\n", ("LR0108", "1️⃣2️⃣"), fixed: "é: 'it''s ü: other' # note\n"),
    // Characters that need quotes.
    .init("a: 1️⃣@cat girl2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '@cat girl'\n"),
    .init("a: 1️⃣`cat`2️⃣ # x\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '`cat`' # x\n"),
    .init("a: 1️⃣%cat2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '%cat'\n"),
    .init("a: 1️⃣*smile*2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '*smile*'\n"),
    .init("a: [x, 1️⃣*smile*2️⃣, y]\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: [x, '*smile*', y]\n"),
    .init("a: 1️⃣&smile&2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '&smile&'\n"),
    .init("a: 1️⃣* b2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '* b'\n"),
    .init("a: 1️⃣!x!smile2️⃣\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: '!x!smile'\n"),
    .init("a: [1️⃣?x2️⃣]\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: ['?x']\n"),
    .init("a: {1️⃣?x2️⃣: 1}\n", ("LR0109", "1️⃣2️⃣"), fixed: "a: {'?x': 1}\n"),
    .init("a: 1️⃣&é:b c2️⃣\n".replacing("é", with: "e"), ("LR0109", "1️⃣2️⃣"), fixed: "a: '&e:b c'\n"),
    // Escapes.
    .init(#"é: "D:1️⃣\m2️⃣odels""#, ("LR0110", "1️⃣2️⃣")), .init(#"a: "1️⃣\u2️⃣12""#, ("LR0110", "1️⃣2️⃣")),
    .init(#"a: "x1️⃣\é2️⃣""#, ("LR0110", "1️⃣2️⃣")),
    // Indentation.
    .init("a: 1\n  1️⃣b2️⃣: 2\n", ("LR0111", "1️⃣2️⃣")), .init("a:\n    b: 1\n  1️⃣c2️⃣: 2\n", ("LR0111", "1️⃣2️⃣")),
    .init("a:\n  - x\n  1️⃣b2️⃣: 1\n", ("LR0111", "1️⃣2️⃣")),
    .init("a: \"b\nc: \"1️⃣d\"2️⃣\n", ("LR0104", "1️⃣2️⃣")),
    .init("é: 'cat' 1️⃣girl2️⃣ # x\n", ("LR0104", "1️⃣2️⃣")),
    .init("a: &a &b 1\n".replacing("&b", with: "1️⃣&b").replacing(" 1\n", with: " 12️⃣\n"), ("LR0104", "1️⃣2️⃣")),
    // Pairs.
    .init("a: 1\n1️⃣rank:162️⃣\nb: 2\n", ("LR0123", "1️⃣2️⃣"), fixed: "a: 1\nrank: 16\nb: 2\n"),
    .init("a: 1\n1️⃣rank2️⃣\nb: 2\n", ("LR0123", "1️⃣2️⃣")),
    .init("a: 1\n1️⃣http://x2️⃣\nb: 2\n", ("LR0123", "1️⃣2️⃣")),
    // Directives and the rest.
    .init("1️⃣%YAML 3.02️⃣\n---\na: 1\n", ("LR0122", "1️⃣2️⃣")),
    .init("{a: 1}\n1️⃣x2️⃣\n", ("LR0104", "1️⃣2️⃣")),
    .init("a: |1️⃣x2️⃣\n", ("LR0104", "1️⃣2️⃣")),
  ]

  @Test(arguments: texts)
  func explainsTheMistake(_ text: DiagnosedText) { text.check() }
}
