import LoracDiagnostics
import LoracTestSupport
import LoracYAML
import Testing

/// Texts that no person would write: each ends in a value, or in exactly the codes that stand beside it.
@Suite struct HostileTextTests {
  struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let codes: [String]

    init(_ name: String, _ bytes: [UInt8], _ codes: String...) {
      testDescription = name
      self.bytes = bytes
      self.codes = codes
    }

    init(_ name: String, _ text: String, _ codes: String...) {
      testDescription = name
      bytes = Array(text.utf8)
      self.codes = codes
    }
  }

  private static func many(_ text: String, _ count: Int = 100_000) -> String { String(repeating: text, count: count) }

  private static func bomb(_ join: (String) -> String) -> String {
    (1...12).reduce("a0: &a0 {x: 1}\n") { text, level in
      text + "a\(level): &a\(level) " + join("*a\(level - 1)") + "\n"
    }
  }

  static let nesting: [Hostile] = [
    .init("open brackets", many("["), "LR0114"), .init("open braces", many("{"), "LR0114"),
    .init("brackets in turn", many("[{a: "), "LR0114"), .init("closed brackets", many("[") + many("]"), "LR0114"),
    .init("dashes", many("- "), "LR0114"), .init("question marks", many("? "), "LR0114"),
    .init("keys", (0..<200).map { many(" ", $0) + "a:\n" }.joined(), "LR0114"),
    .init("a hundred levels", many("[", 99) + many("]", 99)),
    .init("closing brackets", many("]"), "LR0104"), .init("closing braces", many("}"), "LR0104"),
    .init("bracket and brace", "a: [}\n", "LR0106"), .init("brace and bracket", "a: {]\n", "LR0106"),
  ]

  static let aliases: [Hostile] = [
    .init("bomb of lists", bomb { "[\(many($0 + ", ", 9))]" }, "LR0113"),
    .init(
      "bomb of mappings", bomb { alias in "{\((0..<9).map { "k\($0): \(alias)" }.joined(separator: ", "))}" }, "LR0113"),
    .init("bomb of merges", bomb { "{<<: [\(many($0 + ", ", 9))]}" }, "LR0113"),
    .init("long flat repetition", "a: &a x\nb: [" + many("*a, ", 60_000) + "]\n", "LR0113"),
    .init("repetition within bounds", "a: &a x\nb: [" + many("*a, ", 40_000) + "]\n"),
    .init("alias of itself", "&a [*a]", "LR0112"), .init("key alias of itself", "&a {*a : 1}", "LR0112"),
    .init("merge of itself", "&a {<<: *a}", "LR0112"),
    .init("alias alone", "*a", "LR0112"), .init("alias with an anchor", "a: &a 1\nb: &b *a\n", "LR0104"),
    .init("two anchors", "a: &a &b 1\n", "LR0104"), .init("anchor of nothing", "a: &a\nb: *a\n"),
    .init("long anchor", "a: &" + many("x") + " 1\n"),
    .init("many unknown aliases", "[" + many("*a, ", 5_000) + "]", many("LR0112 ", 1_000)),
  ]

  static let scalars: [Hostile] = [
    .init("10 MB of text", "a: " + many("x", 10_000_000), "LR0103"),
    .init("3 MB of text", "a: " + many("x", 3_000_000)),
    .init("3 MB of quoted text", "a: '" + many("x", 3_000_000) + "'"),
    .init("3 MB of key", many("x", 3_000_000) + ": 1\n", "LR0104"),
    .init("1 MB of digits", "a: " + many("9", 1_000_000)), .init("huge exponent", "a: 1e999999999\n"),
    .init("hexadecimal digits", "a: 0x" + many("F", 1_000)), .init("octal digits", "a: 0o" + many("7", 1_000)),
    .init("blank lines", many("\n", 1_000_000), "LR0119"), .init("spaces", many(" ", 1_000_000), "LR0119"),
    .init("carriage returns", many("\r", 1_000_000), "LR0119"), .init("comment", "#" + many("é"), "LR0119"),
    .init("tab only", "\t", "LR0105"), .init("tab before a bracket", "\t[\n\t]\n", "LR0105"),
    .init("escape at the end", "a: \"\\", "LR0110"), .init("half escape", "a: \"\\u12", "LR0110"),
    .init("escaped surrogate", "a: \"\\ud800\"", "LR0110"), .init("escape too large", "a: \"\\UFFFFFFFF\"", "LR0110"),
    .init("escaped NUL", "a: \"\\0\"\n"), .init("block indent 0", "a: |0\n x\n", "LR0104"),
    .init("block indent 99", "a: |99\n x\n", "LR0104"), .init("block at the end", "a: |"),
    .init("folded at the end", "a: >-"),
    .init("block text of tabs", "a: |\n\t\n", "LR0105"),
  ]

  static let bytes: [Hostile] = [
    .init("NUL", [0], "LR0102"), .init("NULs", [UInt8](repeating: 0, count: 4 << 20), "LR0101"),
    .init("NUL in a key", Array("lorac\0: 1\nnames: 2\n".utf8), "LR0102"),
    .init("byte order mark alone", [0xEF, 0xBB, 0xBF], "LR0119"),
    .init("two byte order marks", "\u{FEFF}\u{FEFF}a: 1\n", "LR0102"),
    .init("half a byte order mark", [0xEF, 0xBB], "LR0101"), .init("UTF-16 mark", [0xFF, 0xFE], "LR0101"),
    .init("overlong NUL", [0x61, 0xC0, 0x80], "LR0101"), .init("surrogate", [0xED, 0xA0, 0x80], "LR0101"),
    .init("above Unicode", [0xF4, 0x90, 0x80, 0x80], "LR0101"), .init("lone continuation", [0x80], "LR0101"),
    .init("noncharacter", "a: \u{FFFF}\n", "LR0102"), .init("private use", "a: \u{E000}\u{10FFFF}\n"),
    .init("combining marks", "a: e" + many("\u{301}") + "\n"), .init("direction override", "a: \u{202E}x\n"),
    .init("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "LR0101"),
  ]

  static let indicators: [Hostile] = [
    .init("dash", "-"), .init("colon", ":", "LR0116"), .init("question mark", "?", "LR0116"),
    .init("comma", ",", "LR0104"),
    .init("pipe", "|"), .init("ampersand", "&", "LR0109"), .init("asterisk", "*", "LR0109"),
    .init("exclamation mark", "!"), .init("percent", "%", "LR0122"), .init("at", "@", "LR0109"),
    .init("quote", "'", "LR0107"), .init("document starts", many("---\n", 1_000), "LR0118"),
    .init("document ends", many("...\n", 1_000), "LR0119"), .init("endless tag", "a: !<" + many("x"), "LR0109"),
    .init("many tags", "[" + many("!x a, ", 5_000) + "]", many("LR0120 ", 1_000)),
    .init("many equal keys", many("a: 1\n", 50_000), many("LR0115 ", 1_000)),
    .init("many commas", "[" + many(",") + "]", "LR0104"),
  ]

  @Test(arguments: nesting + aliases + scalars + bytes + indicators)
  func ends(_ hostile: Hostile) {
    let file = SourceFile(name: "recipe.yaml", bytes: hostile.bytes)
    var diagnostics = DiagnosticList()
    let node = parse(file, into: &diagnostics)
    #expect(node != nil || diagnostics.hasErrors)
    let codes = diagnostics.sorted.map(\.code.id)
    #expect(codes == hostile.codes.flatMap { $0.split(separator: " ").map(String.init) })
  }
}
