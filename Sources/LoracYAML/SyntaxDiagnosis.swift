internal import LoracDiagnostics

/// Turns libyaml's one syntax problem into what the author of the text most likely did.
struct SyntaxDiagnosis {
  private let file: SourceFile
  private let problem: SyntaxProblem
  private let openFlow: [Int]

  /// `openFlow` holds the offsets of the brackets that are not closed yet.
  init(_ file: SourceFile, _ problem: SyntaxProblem, openFlow: [Int]) {
    self.file = file
    self.problem = problem
    self.openFlow = openFlow
  }

  /// The diagnostic, most specific first.
  var diagnostic: Diagnostic {
    tab ?? quote ?? escape ?? reservedStart ?? missingKey ?? missingSpace ?? bracket ?? colon ?? directive
      ?? indentation
      ?? .malformed(label(at: problem.offset, ""), problem.problem, context: contextLabel)
  }

  // MARK: Places

  private func label(at offset: Int, _ text: String) -> Label { Label(file.character(at: offset), text) }

  private var contextLabel: Label? { problem.contextOffset.map { label(at: $0, problem.context) } }

  private func byte(at offset: Int) -> UInt8? { file.bytes.indices.contains(offset) ? file.bytes[offset] : nil }

  /// The bytes of the line at `offset` without its end.
  private func line(at offset: Int) -> Range<Int> {
    let whole = file.lines.bytes(ofLine: file.lines.line(at: offset))
    var end = whole.upperBound
    while end > whole.lowerBound, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return whole.lowerBound..<end
  }

  // MARK: Kinds of mistakes

  private var tab: Diagnostic? {
    let line = line(at: problem.offset)
    let indentation = file.bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }
    if byte(at: problem.offset) == 0x09, !indentation.indices.contains(problem.offset) {
      let tabs = file.bytes[problem.offset...].prefix { $0 == 0x20 || $0 == 0x09 }
      return .tabAfterIndicator(SourceRange(file: file, bytes: tabs.indices))
    }
    guard indentation.contains(0x09) else { return nil }
    return .tabIndentation(SourceRange(file: file, bytes: indentation.indices), fix: TabExpansion.fix(file))
  }

  private var quote: Diagnostic? {
    guard problem.context == "while scanning a quoted scalar", let start = problem.contextOffset else { return nil }
    return .unclosedQuote(label(at: start, "opened here"), end: label(at: problem.offset, "the text ends here"))
  }

  private var escape: Diagnostic? {
    guard problem.context == "while parsing a quoted scalar", let start = problem.contextOffset else { return nil }
    // libyaml points at the backslash for unknown letters and behind it for bad digits.
    let backslash = file.bytes[start...min(problem.offset, file.bytes.count - 1)].lastIndex(of: UInt8(ascii: "\\"))
    let place = backslash ?? problem.offset
    return .invalidEscape(
      SourceRange(file: file, bytes: place..<file.character(at: place + 1).bytes.upperBound),
      quote: label(at: start, "in the text that begins here"))
  }

  private var reservedStart: Diagnostic? {
    let contexts = [
      "while scanning an alias", "while scanning an anchor", "while scanning a tag", "while parsing a tag",
      "while parsing a node",
    ]
    if contexts.contains(problem.context), let start = problem.contextOffset, let first = byte(at: start),
      "*&!".utf8.contains(first)
    {
      return needsQuotes(from: start)
    }
    guard problem.problem == "found character that cannot start any token" else { return nil }
    return needsQuotes(from: problem.offset)
  }

  private func needsQuotes(from start: Int) -> Diagnostic {
    let text = SourceRange(file: file, bytes: start..<plainEnd(from: start))
    return .needsQuotes(text)
  }

  /// `name: a: b`, or a deeper line below a complete value.
  private var colon: Diagnostic? {
    guard problem.problem == "mapping values are not allowed in this context" else { return nil }
    let line = line(at: problem.offset)
    let before = file.bytes[line.lowerBound..<min(problem.offset, line.upperBound)]
    guard before.count <= 1_024 else {
      return .malformed(label(at: problem.offset, ""), "a key is longer than 1024 characters")
    }
    guard let first = before.indices.first(where: { before[$0] == UInt8(ascii: ":") && byte(at: $0 + 1) == 0x20 })
    else {
      return .unexpectedIndentation(
        SourceRange(file: file, bytes: firstWord(line.lowerBound)..<problem.offset),
        "this line is indented deeper than the line above, which already has a value")
    }
    let text = SourceRange(file: file, bytes: firstWord(first + 1)..<plainEnd(from: firstWord(first + 1)))
    return .colonInValue(file.character(at: problem.offset), value: text)
  }

  /// `rank:16`, which YAML reads as one word.
  private var missingSpace: Diagnostic? {
    guard problem.problem == "could not find expected ':'", let start = problem.contextOffset else { return nil }
    let line = line(at: start)
    let text = file.bytes[max(start, line.lowerBound)..<line.upperBound]
    let key = text.prefix { $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isLetter && $0 < 0x80 }
    let isColonMissing = key.count < 2 || byte(at: key.endIndex) != UInt8(ascii: ":")
    guard !isColonMissing, byte(at: key.endIndex + 1) != UInt8(ascii: "/") else {
      return openFlow.isEmpty ? .missingColon(SourceRange(file: file, bytes: text.indices), insertAt: nil) : nil
    }
    let place = SourceRange(file: file, bytes: key.endIndex + 1..<key.endIndex + 1)
    return .missingColon(SourceRange(file: file, bytes: text.indices), insertAt: place)
  }

  private var bracket: Diagnostic? {
    if let start = problem.contextOffset, problem.context.hasPrefix("while parsing a flow "),
      let opened = byte(at: start), "[{".utf8.contains(opened)
    {
      return unclosedBracket(at: start)
    }
    guard let start = openFlow.last else { return nil }
    let isOther = byte(at: problem.offset).map { "]}".utf8.contains($0) } ?? true
    guard isOther || file.lines.line(at: start) < file.lines.line(at: problem.offset) else { return nil }
    return unclosedBracket(at: start)
  }

  private func unclosedBracket(at start: Int) -> Diagnostic {
    .unclosedBracket(
      label(at: start, "opened here"), end: label(at: problem.offset, "read up to here"),
      isAtEnd: problem.offset >= file.bytes.count)
  }

  private var directive: Diagnostic? {
    let isDirective =
      problem.context == "while scanning a directive" || problem.problem.contains("YAML document")
      || problem.problem.contains("YAML directive") || problem.problem.contains("%TAG directive")
    guard isDirective else { return nil }
    let line = line(at: problem.contextOffset ?? problem.offset)
    return .badDirective(SourceRange(file: file, bytes: line), problem.problem)
  }

  /// `: 16`, with nothing before the colon.
  private var missingKey: Diagnostic? {
    guard byte(at: problem.offset) == UInt8(ascii: ":") else { return nil }
    let isFirst = firstWord(line(at: problem.offset).lowerBound) == problem.offset
    let isWanted = problem.problem == "did not find expected node content"
    guard isWanted || isFirst && problem.problem == "did not find expected key" else { return nil }
    return .missingKey(SourceRange(file: file, bytes: problem.offset..<problem.offset))
  }

  private var indentation: Diagnostic? {
    let problems = [
      "did not find expected key", "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context", "mapping keys are not allowed in this context",
    ]
    guard problems.contains(problem.problem) else { return nil }
    guard firstWord(line(at: problem.offset).lowerBound) == problem.offset else {
      let rest = SourceRange(file: file, bytes: problem.offset..<plainEnd(from: problem.offset))
      return .textBehindValue(rest, block: problem.contextOffset.map { label(at: $0, "in the block that begins here") })
    }
    return .unexpectedIndentation(
      file.character(at: problem.offset), "this does not continue the block that it is indented like",
      block: problem.contextOffset.map { label(at: $0, "the block begins here") })
  }

  // MARK: Text

  /// The offset of the first byte from `start` on that is no blank.
  private func firstWord(_ start: Int) -> Int {
    var index = start
    while let byte = byte(at: index), byte == 0x20 || byte == 0x09 { index += 1 }
    return index
  }

  /// Where an unquoted text that begins at `start` ends: before a comment or the line's end, in brackets also before
  /// `,`, `]` and `}`.
  private func plainEnd(from start: Int) -> Int {
    let line = line(at: start)
    var end = line.upperBound
    for index in start..<max(start, line.upperBound) {
      let isComment = file.bytes[index] == UInt8(ascii: "#") && index > start && file.bytes[index - 1] == 0x20
      if isComment || !openFlow.isEmpty && ",]}".utf8.contains(file.bytes[index]) {
        end = index
        break
      }
    }
    while end > start, file.bytes[end - 1] == 0x20 || file.bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }
}
