internal import LoracDiagnostics

/// Collects the pairs of one mapping: equal keys are refused, merge keys expanded.
struct MappingBuilder {
  private var explicit: [Node.Pair] = []
  private var indexByKey: [String: Int] = [:]
  /// The mappings of `<<`, first wins, and how many explicit pairs stand before it.
  private var merged: (position: Int, keyRange: SourceRange, mappings: [[Node.Pair]])?

  /// Adds one pair, or says why it cannot be added.
  mutating func add(
    _ key: Composer.Placed, _ value: Composer.Placed, in file: SourceFile, into diagnostics: inout DiagnosticList
  ) {
    let keyRange = SourceRange(file: file, bytes: key.place)
    if key.isMergeKey {
      addMerge(keyRange, value, in: file, into: &diagnostics)
      return
    }
    guard !key.isUnknown else { return }
    guard case .scalar(let scalar) = key.node.content else {
      diagnostics.append(.keyIsNotText(keyRange, kind: key.node.kindName))
      return
    }
    guard !scalar.isPlain || !scalar.text.isEmpty else {
      diagnostics.append(.missingKey(keyRange))
      return
    }
    if let index = indexByKey[scalar.text] {
      diagnostics.append(.duplicateKey(keyRange, scalar.text, first: explicit[index].keyRange))
      return
    }
    indexByKey[scalar.text] = explicit.count
    explicit.append(Node.Pair(key: scalar.text, keyRange: keyRange, value: value.node))
  }

  private mutating func addMerge(
    _ keyRange: SourceRange, _ value: Composer.Placed, in file: SourceFile, into diagnostics: inout DiagnosticList
  ) {
    if let merged {
      diagnostics.append(.duplicateKey(keyRange, "<<", first: merged.keyRange))
      return
    }
    let sources: [Node] = if case .sequence(let elements) = value.node.content { elements } else { [value.node] }
    var mappings: [[Node.Pair]] = []
    for source in sources {
      if case .mapping(let pairs) = source.content {
        mappings.append(pairs)
      } else if !value.isUnknown {
        diagnostics.append(.mergeOfNoMapping(SourceRange(file: file, bytes: value.place), kind: source.kindName))
      }
    }
    merged = (explicit.count, keyRange, mappings)
  }

  /// The pairs in order; merged ones stand where `<<` stood, unless an explicit key hides them.
  var pairs: [Node.Pair] {
    guard let merged else { return explicit }
    var taken = Set(indexByKey.keys)
    let inherited = merged.mappings.joined().filter { taken.insert($0.key).inserted }
    return explicit[..<merged.position] + inherited + explicit[merged.position...]
  }
}
