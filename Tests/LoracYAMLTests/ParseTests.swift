import LoracDiagnostics
import LoracTestSupport
import LoracYAML
import Testing

/// The value of `text`, which must be without a mistake.
func parsed(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Node {
  var diagnostics = DiagnosticList()
  let node = parse(SourceFile(name: "recipe.yaml", text: text), into: &diagnostics)
  #expect(diagnostics.sorted.map(\.headline) == [], sourceLocation: sourceLocation)
  return try #require(node, sourceLocation: sourceLocation)
}

/// The value in a short form: scalars as their text with a letter for the type, collections in brackets.
func outline(_ node: Node) -> String {
  switch node.content {
  case .sequence(let nodes): "[" + nodes.map(outline).joined(separator: ", ") + "]"
  case .mapping(let pairs): "{" + pairs.map { "\($0.key): \(outline($0.value))" }.joined(separator: ", ") + "}"
  case .scalar(let scalar):
    switch scalar.value {
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)f"
    case .string(let text): "'\(text)'"
    }
  }
}

@Suite struct ParseTests {
  static let values: [(String, String)] = [
    (
      "a: no\nb: 017\nc: 0o17\nd: 0x1F\ne: 1e-4\nf: .5\ng: +1\nh: 1_000\n",
      "{a: 'no', b: 17, c: 15, d: 31, e: 0.0001f, f: 0.5f, g: 1, h: '1_000'}"
    ),
    (
      "[~, null, Null, NULL, nULL, '', 'null', true, True, TRUE, tRUE, yes, on, y]",
      "[null, null, null, null, 'nULL', '', 'null', true, true, true, 'tRUE', 'yes', 'on', 'y']"
    ),
    (
      "[1., 1.e3, -.5, .inf, -.INF, +.Inf, .nan, ., -, 1.2.3, 0o8, 0xG, 12:30, 1e5, e5, 1e]",
      "[1.0f, 1000.0f, -0.5f, inff, -inff, inff, nanf, '.', '-', '1.2.3', '0o8', '0xG', '12:30', 100000.0f, 'e5', '1e']"
    ),
    (
      "[9223372036854775807, 9223372036854775808, -9223372036854775808, 0xFFFFFFFFFFFFFFFF]",
      "[9223372036854775807, 9.223372036854776e+18f, -9223372036854775808, 1.8446744073709552e+19f]"
    ),
    (
      "a: 5%\nb: 2 epochs\nc: 512x768\nd: rank/2\ne: 2024-01-01\n",
      "{a: '5%', b: '2 epochs', c: '512x768', d: 'rank/2', e: '2024-01-01'}"
    ),
    (
      "a: !!str 1\nb: !!float 1\nc: !!int '7'\nd: ! 1\ne: !!null ''\nf: !!bool true\ng: !!seq [1]\nh: !!map {}\n",
      "{a: '1', b: 1.0f, c: 7, d: '1', e: null, f: true, g: [1], h: {}}"
    ),
    ("%YAML 1.1\n---\na: no\n", "{a: 'no'}"), ("%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"),
    ("%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n", "{a: '1'}"),
    ("a: |\n  x\n  y\n\nb: >-\n  x\n  y\n", "{a: 'x\ny\n', b: 'x y'}"),
    (#"["\x41\u00e9\U0001F600\/", 'it''s']"#, "['Aé\u{1F600}/', 'it's']"),
    // Aliases and merge keys.
    ("a: &x 1\nb: *x\n*x : 2\n", "{a: 1, b: 1, 1: 2}"), ("a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"),
    ("d: &d {x: 1, y: 2}\ne:\n  y: 3\n  <<: *d\n  z: 4\n", "{d: {x: 1, y: 2}, e: {y: 3, x: 1, z: 4}}"),
    ("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b]}\n", "{a: {x: 1}, b: {x: 2, y: 2}, c: {x: 1, y: 2}}"),
    ("a: {'<<': 1}\n", "{a: {<<: 1}}"), ("a: {<<: {x: 1}}\n", "{a: {x: 1}}"),
    // Keys that are no words.
    ("1: a\ntrue: b\nnull: c\n~: d\n'': e\n", "{1: 'a', true: 'b', null: 'c', ~: 'd', : 'e'}"),
    ("\u{FEFF}a: 1\n", "{a: 1}"), ("\u{FEFF}# é\na: 1\n", "{a: 1}"), ("null\n", "null"), ("a:\n", "{a: null}"),
    ("prompts: [a: b, c]\n", "{prompts: [{a: 'b'}, 'c']}"),
  ]

  @Test(arguments: values)
  func composes(_ text: String, _ expected: String) throws { #expect(outline(try parsed(text)) == expected) }

  /// Each text marks the whole value `1️⃣2️⃣`, then keys and values in order with the markers `3️⃣4️⃣`, `5️⃣6️⃣`, ….
  static let marked: [String] = [
    "# é\n1️⃣3️⃣a4️⃣: 5️⃣b6️⃣2️⃣ # c\n\n# d\n", "\u{FEFF}1️⃣3️⃣é4️⃣ : 5️⃣ü\u{1F600} x6️⃣2️⃣  \r\n",
    "1️⃣3️⃣é4️⃣:\r\n  5️⃣x\r\n  y6️⃣2️⃣\r\n\r\n# z\r\n", "1️⃣3️⃣'é'4️⃣: 5️⃣\"x\\n\n  y\"6️⃣2️⃣\n",
    "1️⃣3️⃣a4️⃣: &b !!str 5️⃣c6️⃣2️⃣\n", "1️⃣3️⃣a4️⃣: !!str &é_b # x\n  5️⃣\"c\"6️⃣2️⃣\n".replacing("é_", with: ""),
    "1️⃣3️⃣é4️⃣: 5️⃣|-  # c\n  ü\n\n  y6️⃣2️⃣\n\n# x\n", "1️⃣3️⃣a4️⃣: 5️⃣>6️⃣2️⃣\n\n", "1️⃣3️⃣a4️⃣:5️⃣6️⃣2️⃣\n",
    "1️⃣3️⃣a4️⃣:5️⃣6️⃣\n7️⃣b8️⃣:9️⃣2️⃣\n", "1️⃣{ 3️⃣a4️⃣: 5️⃣é6️⃣, 7️⃣b8️⃣:9️⃣ }2️⃣\n",
    "1️⃣3️⃣é4️⃣: 5️⃣[ü, [x] ]6️⃣2️⃣ # c\n", "1️⃣3️⃣é4️⃣:\n- 5️⃣ü\n-  x6️⃣2️⃣\n\n", "1️⃣3️⃣a4️⃣: &x 5️⃣{}6️⃣2️⃣\n",
    "1️⃣3️⃣é4️⃣:\n  5️⃣x:\n    y: ü6️⃣2️⃣\n\n\n# c", "1️⃣? 3️⃣a4️⃣\n: 5️⃣b6️⃣2️⃣\n".replacing("1️⃣? ", with: "? 1️⃣"),
  ]

  @Test(arguments: marked)
  func knowsItsBytes(_ text: String) throws {
    let marked = MarkedText(text)
    let root = try parsed(marked.text)
    #expect(root.range.bytes == marked.range("1️⃣2️⃣"))
    guard case .mapping(let pairs) = root.content else {
      Issue.record("no mapping")
      return
    }
    let ranges = pairs.flatMap { [$0.keyRange.bytes, $0.value.range.bytes] }
    let offsets = ["3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "9️⃣"].compactMap { marked.offsets[$0] }
    #expect(ranges.flatMap { [$0.lowerBound, $0.upperBound] } == offsets)
  }

  @Test func anAliasHasTheBytesOfWhatItRepeats() throws {
    let root = try parsed("a: &x [é, b]\nc: *x\n")
    guard case .mapping(let pairs) = root.content else { return }
    #expect(pairs[0].value == pairs[1].value)
    #expect(root.range.text == "a: &x [é, b]\nc: *x")
  }

  @Test func findsBytesFarIntoLongTexts() throws {
    let lines = (0..<500).map { "k\($0): é\($0)ü\u{1F600}\n" }.joined()
    guard case .mapping(let pairs) = try parsed(lines).content else { return }
    for (index, pair) in pairs.enumerated() {
      #expect(pair.keyRange.text == "k\(index)")
      #expect(pair.value.range.text == "é\(index)ü\u{1F600}")
    }
  }
}
