import LoracDiagnostics
import LoracTestSupport

/// Diagnostics of every shape that a renderer must cope with; each renderer's snapshot shows all of them.
enum Samples {
  /// One diagnostic with a name for the test that renders it alone.
  struct Sample: Sendable {
    var name: String
    var diagnostic: Diagnostic
  }

  static let unknownKey = DiagnosticCode(
    "LR0203", "unknown-key", .error,
    Explanation(
      meaning: "A key is not part of the language.",
      why: "A misspelt key would be ignored and the default used in its place,\nwhich nobody notices.",
      example: "optimizer:\n  lerning_rate: 1e-4\n\n  type: AdamW",
      fix: "Rename the key:\noptimizer:\n  learning_rate: 1e-4\n\n`lorac explain optimizer` lists the keys."))
  static let alphaAboveRank = DiagnosticCode(
    "LR0412", "alpha-above-rank", .warning,
    Explanation(
      meaning: "The adapter is scaled by more than 1.", why: "It learns faster than the rate says.",
      example: "network: {rank: 16, alpha: 64}", fix: "Write `alpha: rank/2`."))
  static let phonePortrait = DiagnosticCode(
    "LR0503", "lying-portrait", .remark,
    Explanation(meaning: "M.", why: "W.", example: "An image taken with a phone.", fix: "F."))
  static let noBackEnd = DiagnosticCode(
    "LR0801", "no-back-end", .error, Explanation(meaning: "M.", why: "W.", example: "E x.", fix: "F."))
  static let catalogue = [unknownKey, alphaAboveRank, phonePortrait, noBackEnd]

  /// A diagnostic at the markers 1️⃣ and 2️⃣ of `marked`.
  private static func one(
    _ marked: String, _ headline: String = "unknown key 'x'", _ text: String = "here", name: String = "recipe.yaml",
    kind: SourceFile.Kind = .file, code: DiagnosticCode = unknownKey, notes: [Note] = []
  ) -> Diagnostic {
    let marked = MarkedText(marked)
    let file = SourceFile(name: name, kind: kind, text: marked.text)
    let range = SourceRange(file: file, bytes: marked.range("1️⃣2️⃣"))
    return Diagnostic(code, headline, at: Label(range, text), notes: notes)
  }

  /// A diagnostic whose primary label is at 1️⃣2️⃣ and whose secondary ones are at 3️⃣4️⃣, 5️⃣6️⃣, ….
  private static func several(_ marked: String, _ texts: [String], code: DiagnosticCode = alphaAboveRank) -> Diagnostic
  {
    let marked = MarkedText(marked)
    let file = SourceFile(name: "recipes/cat.yaml", text: marked.text)
    let pairs = ["1️⃣2️⃣", "3️⃣4️⃣", "5️⃣6️⃣", "7️⃣8️⃣"]
    let labels = zip(pairs, texts).map { Label(SourceRange(file: file, bytes: marked.range($0)), $1) }
    return Diagnostic(code, "several labels", at: labels[0], secondary: Array(labels.dropFirst()))
  }

  static let all: [Sample] = [
    Sample(name: "unknown-key", diagnostic: misspelt),
    Sample(name: "several-files", diagnostic: severalFiles),
    Sample(name: "labels-on-one-line", diagnostic: labelsOnOneLine),
    Sample(name: "labels-far-apart", diagnostic: labelsFarApart),
    Sample(
      name: "overlapping-labels",
      diagnostic: several(
        "a: {1️⃣rank: 3️⃣164️⃣, 5️⃣alpha6️⃣: 642️⃣}\n", ["the network", "the rank", "the alpha"])),
    Sample(
      name: "several-lines",
      diagnostic: one(
        "lorac: 1\n\n1️⃣dataset:\n  resolution: 512\n  images: []2️⃣\n", "no images", "this block has no images")),
    Sample(
      name: "many-lines",
      diagnostic: one(
        "lorac: 1\ndataset: {1️⃣a: 1,\n  b: 2,\n  c: 3,\n  d: 4,\n  e: 5,\n  f: 62️⃣}\nx: 1\n")),
    Sample(
      name: "nested-lines",
      diagnostic: several(
        "1️⃣a:\n  3️⃣b: 5️⃣16️⃣\n  c: 24️⃣\nd: 32️⃣\n", ["outer", "inner", "one"])),
    Sample(name: "empty-range", diagnostic: one("name:1️⃣2️⃣\nx: 1\n", "name is empty", "write a name")),
    Sample(name: "end-of-file", diagnostic: one("a: [1, 2\n1️⃣2️⃣", "the list is not closed", "expected ']'")),
    Sample(name: "empty-file", diagnostic: one("1️⃣2️⃣", "the recipe is empty", "")),
    Sample(
      name: "wide-characters",
      diagnostic: one(
        "提示: 一个女孩  # 👩🏽‍🚀🇩🇪 e\u{301}\nprompt: \"日本語 👩🏽‍🚀 e\u{301}: 1️⃣画像2️⃣\" # ende\n", "unknown key '画像'", "これは何ですか")),
    Sample(name: "tabs", diagnostic: one("a:\n\tb:\t1️⃣1\t2️⃣2\n", "a tab indents", "tab")),
    Sample(name: "carriage-returns", diagnostic: one("a: 1\r\nb: 1️⃣x2️⃣\r\nc: 3\r\n")),
    Sample(name: "byte-order-mark", diagnostic: one("\u{FEFF}1️⃣x2️⃣: 1\n")),
    Sample(name: "line-ending-in-range", diagnostic: one("text: |\n  1️⃣one\n2️⃣x: 1\n")),
    Sample(name: "long-line", diagnostic: longLine),
    Sample(
      name: "long-line-long-label",
      diagnostic: one(
        "a: \(String(repeating: "0123456789", count: 30))1️⃣\(String(repeating: "x", count: 300))2️⃣yyy\n")),
    Sample(name: "terminal-escapes", diagnostic: terminalEscapes),
    Sample(name: "invalid-utf8", diagnostic: invalidUTF8),
    Sample(name: "long-texts", diagnostic: longTexts),
    Sample(
      name: "no-place",
      diagnostic: Diagnostic(
        noBackEnd, "sd-scripts was not found", notes: [.help("set LORAC_SD_SCRIPTS")])),
    Sample(
      name: "folder-name",
      diagnostic: one(
        "1️⃣0302️⃣_cat", "'030' repeats", "read as 30", name: "train/030_cat", kind: .folderName, code: phonePortrait)),
    Sample(
      name: "only-file",
      diagnostic: one(
        "1️⃣2️⃣", "'photo, 100%: 1.jpg' lies on its side", "", name: "train/photo, 100%: 1.jpg", kind: .data,
        code: phonePortrait)),
  ]

  private static var misspelt: Diagnostic {
    var diagnostic = one(
      "lorac: 1\nname: x\n\nmodel: {}\n\noptimizer:\n  1️⃣lerning_rate2️⃣: 1e-4\n", "unknown key 'lerning_rate'",
      "did you mean 'learning_rate'?", name: "recipes/cat.yaml",
      notes: [.help("keys of 'optimizer': args, learning_rate, type, unet_lr")])
    if let range = diagnostic.primary?.range {
      diagnostic.fixIts = [
        FixIt("rename to 'learning_rate'", [TextEdit(range, "learning_rate")], .safe),
        FixIt("remove it", [TextEdit(range, "")], .unsafe),
        FixIt("write a rate", [TextEdit(range, "<rate>")], .displayOnly),
      ]
    }
    return diagnostic
  }

  private static var severalFiles: Diagnostic {
    func label(_ name: String, _ kind: SourceFile.Kind, _ marked: String, _ text: String) -> Label {
      let marked = MarkedText(marked)
      let file = SourceFile(name: name, kind: kind, text: marked.text)
      return Label(SourceRange(file: file, bytes: marked.range("1️⃣2️⃣")), text)
    }
    let lines = String(repeating: "# a preset\n", count: 10)
    return Diagnostic(
      alphaAboveRank, "alpha 64 exceeds rank 16",
      at: label("recipes/cat.yaml", .file, "lorac: 1\nnetwork:\n  alpha: 1️⃣642️⃣\n", "the adapter is scaled by 4.0"),
      secondary: [
        label("anime", .preset, "\(lines)network:\n  rank: 1️⃣162️⃣\n", "rank comes from here"),
        label("--set network.dropout", .commandLine, "network.dropout=1️⃣0.12️⃣", "and the dropout from here"),
        label("default of network.train", .builtInDefault, "network.train: 1️⃣both2️⃣", ""),
        label("train/30_cat", .folderName, "1️⃣302️⃣_cat", "repeats"),
      ], notes: [.note("alpha / rank multiplies what the adapter adds")])
  }

  private static var labelsOnOneLine: Diagnostic {
    several(
      "network:\n  {rank: 3️⃣164️⃣, alpha: 1️⃣642️⃣, type: 5️⃣lora6️⃣, train: 7️⃣both8️⃣}\n",
      ["the adapter is scaled by 4.0", "rank comes from here", "the type", "what it trains"])
  }

  private static var labelsFarApart: Diagnostic {
    several(
      "lorac: 1\nnetwork:\n  rank: 3️⃣164️⃣\n  # one\n  alpha: 1️⃣642️⃣\n# a\n# b\n# c\noptimizer: 5️⃣x6️⃣\n",
      ["the adapter is scaled by 4.0", "rank", "with this optimizer"])
  }

  private static var longLine: Diagnostic {
    let file = SourceFile(
      name: "long.yaml",
      text: String(repeating: "prompt, ", count: 1_000_000) + "bad" + String(repeating: "é", count: 9))
    let bytes = 8_000_000..<8_000_003
    return Diagnostic(unknownKey, "a bad prompt", at: Label(SourceRange(file: file, bytes: bytes), "this one"))
  }

  private static var terminalEscapes: Diagnostic {
    one(
      "\u{1B}[31ma\u{7}: 1️⃣\u{1B}]0;title\u{9B}2J\u{202E}abc\u{0}\u{7F}2️⃣ \u{200B}x\u{2028}y\n",
      "unknown key '\u{1B}[31mred\r\n'", "not \u{1B}[0mthis", name: "a\u{1B}[2J\n.yaml",
      notes: [.note("first\u{1B}[1m line\nsecond line")])
  }

  private static var invalidUTF8: Diagnostic {
    let bytes = Array("a: ".utf8) + [0xFF, 0xE4, 0xBD, 0x20, 0xC3] + Array("x: ö1\nb: 2\n".utf8)
    let file = SourceFile(name: "latin1.yaml", bytes: bytes)
    return Diagnostic(unknownKey, "not UTF-8", at: Label(SourceRange(file: file, bytes: 3..<8), "three bad bytes"))
  }

  private static var longTexts: Diagnostic {
    let sentence = "a sentence that goes on and on until it is wider than any terminal that people use for their work"
    var diagnostic = one(
      "key: \(String(repeating: "long ", count: 14))1️⃣value2️⃣ # and more\n", "a headline stays on one line: \(sentence)",
      "\(sentence), and the next line of it", code: alphaAboveRank,
      notes: [.note("\(sentence); \(sentence)"), .help("write\n  key: value\nor leave it out")])
    diagnostic.secondary =
      diagnostic.primary.map {
        [Label(SourceRange(file: $0.range.file, bytes: 0..<3), "\(sentence); \(sentence)")]
      } ?? []
    return diagnostic
  }
}
