package import LoracDiagnostics
package import LoracSchema
package import LoracYAML

/// Turns `--set a.b=c` into a layer.
package struct CommandLineLayer {
  private let validator: SchemaValidator

  /// A reader of `--set` arguments that checks the `kohya` block with `validateKohya`.
  package init(validateKohya: @escaping (Node.Pair, inout DiagnosticList) -> Setting? = KohyaBlock.validate(_:into:)) {
    validator = SchemaValidator(folder: ".", validateKohya: validateKohya)
  }

  /// The layer of one argument, nil after a problem was reported.
  ///
  /// The argument is a dotted key, an equals sign and a value in YAML, as in `network.rank=32`.
  package func read(_ argument: String, into diagnostics: inout DiagnosticList) -> Layer? {
    let name = "--set " + argument.prefix { $0 != "=" }
    let file = SourceFile(name: name, kind: .commandLine, text: argument)
    guard let equals = file.bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 else {
      diagnostics.append(.badSetArgument(file))
      return nil
    }
    let keys = file.text(0..<equals).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard keys.allSatisfy({ !$0.isEmpty }), keys.count <= 4 else {
      diagnostics.append(.badSetArgument(file))
      return nil
    }
    guard var node = value(in: file, from: equals + 1, into: &diagnostics) else { return nil }
    let keyRange = SourceRange(file: file, bytes: 0..<equals)
    for key in keys.reversed() {
      let pair = Node.Pair(key: key, keyRange: keyRange, value: node)
      node = Node(.mapping([pair]), range: file.wholeRange)
    }
    return Layer(file: file, settings: validator.validate(node, into: &diagnostics))
  }

  /// The YAML behind the equals sign, with ranges in `file`; nothing there is null.
  private func value(in file: SourceFile, from start: Int, into diagnostics: inout DiagnosticList) -> Node? {
    let text = file.text(start..<file.bytes.count)
    guard !text.allSatisfy(\.isWhitespace) else {
      let range = SourceRange(file: file, bytes: start..<start)
      return Node(.scalar(Scalar(text: "", value: .null, isPlain: true)), range: range)
    }
    // Blanks in front keep every offset what it is in the whole argument.
    let padded = SourceFile(
      name: file.name, kind: file.kind, bytes: Array(repeating: 0x20, count: start) + file.bytes[start...])
    var problems = DiagnosticList()
    guard let node = parse(padded, into: &problems) else {
      diagnostics.append(contentsOf: problems)
      return nil
    }
    return node.moved(to: file)
  }
}

extension Node {
  /// The same value with all ranges in `file`.
  fileprivate func moved(to file: SourceFile) -> Node {
    var node = self
    node.range.file = file
    switch content {
    case .scalar: break
    case .sequence(let items): node.content = .sequence(items.map { $0.moved(to: file) })
    case .mapping(let pairs):
      node.content = .mapping(
        pairs.map { pair in
          var keyRange = pair.keyRange
          keyRange.file = file
          return Pair(key: pair.key, keyRange: keyRange, value: pair.value.moved(to: file))
        })
    }
    return node
  }
}
