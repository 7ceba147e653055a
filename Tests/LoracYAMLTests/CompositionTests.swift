import LoracDiagnostics
import LoracTestSupport
import LoracYAML
import Testing

@Suite struct CompositionTests {
  static let texts: [DiagnosedText] = [
    .init("1️⃣", ("LR0119", "1️⃣")), .init("1️⃣ \n# é\n", ("LR0119", "1️⃣")), .init("1️⃣---\n...\n", ("LR0119", "1️⃣")),
    .init("1️⃣%YAML 1.2\n---\n", ("LR0119", "1️⃣")),
    .init("a: 1\n1️⃣---2️⃣\nb: 2\n", ("LR0118", "1️⃣2️⃣")), .init("a: 1\n...\n1️⃣---2️⃣\n...", ("LR0118", "1️⃣2️⃣")),
    .init("a: 1\n...\n1️⃣b2️⃣: 2\n", ("LR0118", "1️⃣2️⃣")), .init("1️⃣# é\n...\n", ("LR0119", "1️⃣")),
    // Keys.
    .init("a: 1\nb: 2\n1️⃣a2️⃣: 3\n3️⃣\"b\"4️⃣: 4\n", ("LR0115", "1️⃣2️⃣"), ("LR0115", "3️⃣4️⃣")),
    .init("é: {ü: 1, x: 2, 1️⃣'ü'2️⃣: 3}\n", ("LR0115", "1️⃣2️⃣")),
    .init("a: &a {x: 1}\nb:\n  <<: *a\n  1️⃣<<2️⃣: *a\n", ("LR0115", "1️⃣2️⃣")),
    .init("? 1️⃣[a, b]2️⃣\n: 1\n? 3️⃣{a: 1}4️⃣\n: 1\n", ("LR0116", "1️⃣2️⃣"), ("LR0116", "3️⃣4️⃣")),
    .init("a: {1️⃣{name}2️⃣}\n", ("LR0116", "1️⃣2️⃣")),
    .init("a: {1️⃣: 2}\n", ("LR0116", "1️⃣")), .init("é: 1\n1️⃣: 2\n", ("LR0116", "1️⃣")),
    .init("1️⃣: 2\n", ("LR0116", "1️⃣")),
    // Aliases.
    .init("a: 1️⃣*x2️⃣\nb: &x 1\n", ("LR0112", "1️⃣2️⃣"), fixed: "a: '*x'\nb: &x 1\n"),
    .init("é: &x [1️⃣*x2️⃣]\n", ("LR0112", "1️⃣2️⃣")),
    .init("a: &x 1\nb: &x [1️⃣*x2️⃣]\n", ("LR0112", "1️⃣2️⃣")),
    .init("<<: 1️⃣12️⃣\n", ("LR0117", "1️⃣2️⃣")),
    .init("a: &a [1]\nb:\n  <<: 1️⃣*a2️⃣\n", ("LR0117", "1️⃣2️⃣")),
    // Tags.
    .init("é: 1️⃣!smile2️⃣ x\n", ("LR0120", "1️⃣2️⃣")), .init("a: 1️⃣!smile2️⃣\n", ("LR0120", "1️⃣2️⃣")),
    .init("a: 1️⃣!!binary2️⃣ aGk=\n", ("LR0120", "1️⃣2️⃣")), .init("a: &x 1️⃣!<tag:x>2️⃣ [1]\n", ("LR0120", "1️⃣2️⃣")),
    .init("a: 1️⃣!!int2️⃣ sixteen\n", ("LR0121", "1️⃣2️⃣")), .init("a: 1️⃣!!str2️⃣ [1]\n", ("LR0121", "1️⃣2️⃣")),
    .init("a: 1️⃣!!map2️⃣ x\n", ("LR0121", "1️⃣2️⃣")),
    // Characters.
    .init("a: 1️⃣\u{0}2️⃣\nb: \u{0}\n", ("LR0102", "1️⃣2️⃣"), fixed: "a: \nb: \n"),
    .init("é: x1️⃣\u{2028}2️⃣y\n", ("LR0102", "1️⃣2️⃣")), .init("# 1️⃣\u{85}2️⃣\n", ("LR0102", "1️⃣2️⃣")),
    .init("a: 1\n1️⃣\u{FEFF}2️⃣b: 1\n", ("LR0102", "1️⃣2️⃣")),
    .init("a: 1️⃣\u{1B}2️⃣3️⃣\u{7F}4️⃣\n", ("LR0102", "1️⃣2️⃣"), ("LR0102", "3️⃣4️⃣")),
  ]

  @Test(arguments: texts)
  func reports(_ text: DiagnosedText) { text.check() }

  private func codes(_ bytes: [UInt8]) -> [(String, Range<Int>?)] {
    var diagnostics = DiagnosticList()
    _ = parse(SourceFile(name: "recipe.yaml", bytes: bytes), into: &diagnostics)
    return diagnostics.sorted.map { ($0.code.id, $0.primary?.range.bytes) }
  }

  @Test func refusesOtherEncodings() {
    #expect(codes([0x61, 0x3A, 0x20, 0xFF]).first ?? ("", nil) == ("LR0101", 3..<4))
    #expect(codes([0x61, 0x3A, 0x20, 0xC3]).first ?? ("", nil) == ("LR0101", 3..<4))
    #expect(codes([0xFF, 0xFE] + "a: 1\n".utf16.flatMap { [UInt8($0), 0] }).map(\.0) == ["LR0101"])
    #expect(codes("lorac: 1\n".utf16.flatMap { [0, UInt8($0)] }).map(\.0) == ["LR0101"])
  }

  @Test func boundsSizeNestingAndExpansion() {
    #expect(codes([UInt8](repeating: 0x20, count: 5 << 20)).map(\.0) == ["LR0103"])
    #expect(codes(Array(String(repeating: "[", count: 200_000).utf8)).map(\.0) == ["LR0114"])
    #expect(codes(Array(String(repeating: "- ", count: 200_000).utf8)).map(\.0) == ["LR0114"])
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [" + Array(repeating: alias, count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(codes(Array(bomb.utf8)).map(\.0) == ["LR0113"])
  }
}
