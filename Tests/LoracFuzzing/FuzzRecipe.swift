internal import LoracDiagnostics
internal import LoracYAML

/// Reads any bytes as a recipe and traps if the outcome is neither a value nor an error, or points outside the text.
///
/// Public because the fuzzer is a package of its own, which cannot see `package` declarations.
public func fuzzRecipe(_ bytes: UnsafeRawBufferPointer) {
  let file = SourceFile(name: "recipe.yaml", bytes: Array(bytes))
  var diagnostics = DiagnosticList()
  let root = parse(file, into: &diagnostics)
  precondition(root != nil || diagnostics.hasErrors, "neither a value nor an error")
  if let root { requireInside(root, file.bytes) }
  for diagnostic in diagnostics.sorted {
    for label in [diagnostic.primary].compactMap(\.self) + diagnostic.secondary {
      requireInside(label.range, file.bytes)
    }
    for edit in diagnostic.fixIts.flatMap(\.edits) { requireInside(edit.range, file.bytes) }
  }
}

private func requireInside(_ node: Node, _ bytes: [UInt8]) {
  requireInside(node.range, bytes)
  switch node.content {
  case .scalar: break
  case .sequence(let nodes):
    for node in nodes { requireInside(node, bytes) }
  case .mapping(let pairs):
    for pair in pairs {
      requireInside(pair.keyRange, bytes)
      requireInside(pair.value, bytes)
    }
  }
}

/// Requires that a range lies in the text and, in valid UTF-8, cuts no character.
private func requireInside(_ range: SourceRange, _ bytes: [UInt8]) {
  precondition(range.bytes.upperBound <= bytes.count, "range \(range.bytes) of \(bytes.count) bytes")
  guard String(validating: bytes, as: UTF8.self) != nil else { return }
  for offset in [range.bytes.lowerBound, range.bytes.upperBound] where offset < bytes.count {
    precondition(bytes[offset] & 0xC0 != 0x80, "offset \(offset) within a character")
  }
}
