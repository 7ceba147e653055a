internal import LoracDiagnostics

/// Builds the tree of one document from events.
struct Composer: ~Copyable {
  /// The deepest nesting of lists and mappings.
  static let deepestNesting = 100
  /// How many values aliases may produce in all.
  static let largestExpansion = 50_000
  /// How many mistakes are listed before composing ends, so that no text takes memory without bound.
  static let mostMistakes = 1_000

  /// Why composing ends early.
  enum Halt: Error {
    case syntax(SyntaxProblem)
    case reported
  }

  /// A value and the bytes it takes where it is used, which are not its own if it is an alias.
  struct Placed {
    var node: Node
    var place: Range<Int>
    /// The number of values in the tree, the value itself included.
    var size: Int
    /// Whether it is a plain `<<` without a tag.
    var isMergeKey = false
    /// Whether nothing at all is written.
    var isOmitted = false
    /// Whether an alias without meaning stands here, which is already reported.
    var isUnknown = false

    /// Moves an omitted value.
    mutating func place(at offset: Int) {
      place = offset..<offset
      node.range.bytes = place
    }
  }

  let file: SourceFile
  private var reader: EventReader
  var diagnostics = DiagnosticList()
  private var anchors: [String: Placed] = [:]
  private var openAnchors: Set<String> = []
  private var valuesFromAliases = 0
  /// Where the flow collections begin that are not closed yet.
  private var openFlow: [Int] = []

  init(_ file: SourceFile, _ reader: consuming EventReader) {
    self.file = file
    self.reader = reader
  }

  /// The value of the first document, or nil if it is empty or cannot be read.
  mutating func composeStream() -> Node? {
    do {
      return try composeDocuments()
    } catch .syntax(let problem)
      where problem.problem == "did not find expected node content"
      && TextCheck.isDocumentEnd(file, line: file.lines.line(at: problem.offset))
    {
      // libyaml wants `---` before a `...` that ends an empty document.
      diagnostics.append(.emptyRecipe(file))
    } catch .syntax(let problem) {
      diagnostics.append(SyntaxDiagnosis(file, problem, openFlow: openFlow).diagnostic)
    } catch {}
    return nil
  }

  private mutating func composeDocuments() throws(Halt) -> Node? {
    _ = try next()
    guard case .documentStart = try nextOrDocumentEnd(behind: 0).kind else {
      diagnostics.append(.emptyRecipe(file))
      return nil
    }
    let root = try compose(try next(), depth: 0)
    _ = try next()
    let following = try nextOrDocumentEnd(behind: root.place.upperBound)
    if case .documentStart = following.kind {
      diagnostics.append(.severalDocuments(range(following.bytes), first: range(root.place)))
    } else if root.isOmitted {
      diagnostics.append(.emptyRecipe(file))
    }
    return root.isOmitted ? nil : root.node
  }

  mutating func next() throws(Halt) -> Event {
    do {
      return try reader.next()
    } catch {
      throw .syntax(error)
    }
  }

  /// The next event, where libyaml wants `---` but YAML 1.2 does not: at a lone `...`, and behind one.
  private mutating func nextOrDocumentEnd(behind end: Int) throws(Halt) -> Event {
    do {
      return try next()
    } catch .syntax(let problem) where problem.problem == "did not find expected <document start>" {
      if TextCheck.isDocumentEnd(file, line: file.lines.line(at: problem.offset)) {
        return Event(kind: .streamEnd, bytes: problem.offset..<problem.offset)
      }
      guard TextCheck.hasDocumentEnd(file, in: end..<problem.offset) else { throw .syntax(problem) }
      return Event(kind: .documentStart, bytes: file.character(at: problem.offset).bytes)
    } catch {
      throw error
    }
  }

  func range(_ bytes: Range<Int>) -> SourceRange { SourceRange(file: file, bytes: bytes) }

  /// The value that begins with `event`.
  mutating func compose(_ event: Event, depth: Int) throws(Halt) -> Placed {
    guard diagnostics.count < Self.mostMistakes else { throw .reported }
    if case .alias(let name) = event.kind { return try composeAlias(name, event.bytes) }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    let properties = PropertySkipper(file.bytes, in: event.bytes)
    checkAnchor(event, properties)
    let placed =
      switch event.kind {
      case .scalar(let text, let style): composeScalar(event, text, style, properties)
      case .sequenceStart: try composeSequence(event, properties, depth: depth + 1)
      default: try composeMapping(event, properties, depth: depth + 1)
      }
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = placed
    }
    return placed
  }

  private mutating func composeAlias(_ name: String, _ bytes: Range<Int>) throws(Halt) -> Placed {
    guard !openAnchors.contains(name), let target = anchors[name] else {
      diagnostics.append(
        openAnchors.contains(name)
          ? .aliasInsideItself(range(bytes), name)
          : .unknownAlias(range(bytes), name, known: anchors.count > 100 ? [] : anchors.keys.sorted()))
      return Placed(node: Node(.scalar(.null), range: range(bytes)), place: bytes, size: 1, isUnknown: true)
    }
    valuesFromAliases += target.size
    guard valuesFromAliases <= Self.largestExpansion else {
      diagnostics.append(.expansionTooLarge(range(bytes), limit: Self.largestExpansion))
      throw .reported
    }
    return Placed(node: target.node, place: bytes, size: target.size)
  }

  private mutating func composeSequence(
    _ event: Event, _ properties: PropertySkipper, depth: Int
  ) throws(Halt) -> Placed {
    try checkDepth(depth, event)
    checkCollectionTag(event, properties, "seq")
    let isFlow = beginFlow(properties.valueStart, "[")
    var elements: [Node] = []
    var place: Range<Int>?
    var size = 1
    var last = try next()
    while true {
      if case .sequenceEnd = last.kind { break }
      let element = try compose(last, depth: depth)
      elements.append(element.node)
      place = (place?.lowerBound ?? element.place.lowerBound)..<element.place.upperBound
      size += element.size
      last = try next()
    }
    let bytes = endFlow(isFlow, properties.valueStart, last) ?? place ?? properties.valueStart..<properties.valueStart
    return Placed(node: Node(.sequence(elements), range: range(bytes)), place: bytes, size: size)
  }

  private mutating func composeMapping(
    _ event: Event, _ properties: PropertySkipper, depth: Int
  ) throws(Halt) -> Placed {
    try checkDepth(depth, event)
    checkCollectionTag(event, properties, "map")
    let isFlow = beginFlow(properties.valueStart, "{")
    var builder = MappingBuilder()
    var place: Range<Int>?
    var size = 1
    var last = try next()
    while true {
      if case .mappingEnd = last.kind { break }
      let key = try compose(last, depth: depth)
      checkQuestionMark(before: key.place)
      var value = try compose(try next(), depth: depth)
      if value.isOmitted {
        value.place(
          at: ColonSearch.end(in: file.bytes, behind: key.place.upperBound, before: value.place.lowerBound))
      }
      builder.add(key, value, in: file, into: &diagnostics)
      let start = min(key.place.lowerBound, value.place.lowerBound)
      place = (place?.lowerBound ?? start)..<max(key.place.upperBound, value.place.upperBound)
      size += key.size + value.size
      last = try next()
    }
    let bytes = endFlow(isFlow, properties.valueStart, last) ?? place ?? properties.valueStart..<properties.valueStart
    return Placed(node: Node(.mapping(builder.pairs), range: range(bytes)), place: bytes, size: size)
  }

  /// Refuses `&a:b c`, of which libyaml makes the anchor `a` and the text `:b c`.
  private mutating func checkAnchor(_ event: Event, _ properties: PropertySkipper) {
    guard let anchor = event.anchor, let place = properties.anchor, place.count != anchor.utf8.count + 1 else { return }
    let end = max(place.upperBound, event.bytes.upperBound)
    diagnostics.append(.needsQuotes(range(place.lowerBound..<end)))
  }

  /// Refuses `[?x]`, of which libyaml makes the key `x`, while YAML 1.2 makes it the text `?x`.
  private mutating func checkQuestionMark(before key: Range<Int>) {
    guard !key.isEmpty, key.lowerBound > 0, file.bytes[key.lowerBound - 1] == UInt8(ascii: "?") else { return }
    diagnostics.append(.needsQuotes(range(key.lowerBound - 1..<key.upperBound)))
  }

  private mutating func checkDepth(_ depth: Int, _ event: Event) throws(Halt) {
    guard depth > Self.deepestNesting else { return }
    let place = file.character(at: event.bytes.lowerBound)
    diagnostics.append(.nestedTooDeeply(place, limit: Self.deepestNesting))
    throw .reported
  }

  /// Whether a bracket opens here; it is then kept as open.
  private mutating func beginFlow(_ offset: Int, _ bracket: Unicode.Scalar) -> Bool {
    guard offset < file.bytes.count, file.bytes[offset] == UInt8(ascii: bracket) else { return false }
    openFlow.append(offset)
    return true
  }

  /// The bytes from bracket to bracket, or nil without brackets.
  private mutating func endFlow(_ isFlow: Bool, _ start: Int, _ end: Event) -> Range<Int>? {
    guard isFlow else { return nil }
    openFlow.removeLast()
    return start..<max(start, end.bytes.upperBound)
  }
}
