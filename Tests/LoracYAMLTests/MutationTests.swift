import LoracDiagnostics
import LoracTestSupport
import LoracYAML
import Testing

@Suite struct MutationTests {
  /// A recipe with everything that YAML has and recipes use.
  static let recipe = Array(
    """
    lorac: 1
    name: "Zh\u{101}ng\\u0020N"
    d: &d {repeats: 30, captions: {extension: .txt}}
    images:
      - <<: *d
        path: train/30_\u{e9} # \u{1F600}
      - {<<: [*d], path: 'it''s'}
    prompts:
      - >-
        a photo
        of a cat

      - |
        1girl
    seed: !!int 42
    """.utf8)

  static let pieces: [[UInt8]] = [
    "\t", "\n", "\r\n", " ", "  ", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", "\"", "\\", "#", " #", "&d ", "*d",
    "!x ",
    "!!str ", "<<: ", "? ", "|\n", ">2\n", "---\n", "...\n", "%", "@", "`", "\u{e9}", "\u{1F600}", "\u{2028}",
    "\u{FEFF}", "\0",
  ].map { Array($0.utf8) }

  /// The mutations have a fixed seed per batch, so that a failure comes back.
  @Test(arguments: 0..<20)
  func everyMutationEndsInAValueOrAnError(batch: Int) {
    var generator = SplitMix(seed: UInt64(batch))
    for _ in 0..<1_000 {
      let file = SourceFile(name: "recipe.yaml", bytes: mutated(&generator))
      var diagnostics = DiagnosticList()
      let node = parse(file, into: &diagnostics)
      let labels = diagnostics.sorted.flatMap { [$0.primary].compactMap(\.self) + $0.secondary }
      guard
        node == nil && !diagnostics.hasErrors || !labels.allSatisfy({ isSound($0.range) })
          || !(node.map(isSound) ?? true)
      else { continue }
      Issue.record("\(String(decoding: file.bytes, as: UTF8.self)): \(diagnostics.sorted)")
    }
  }

  private func mutated(_ generator: inout SplitMix) -> [UInt8] {
    var bytes = Self.recipe
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      let end = min(bytes.count, index + Int.random(in: 0...3, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
      case 1: bytes.removeSubrange(index..<end)
      case 2: bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
      default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: index)
      }
      if bytes.isEmpty { bytes = Self.recipe }
    }
    return bytes
  }

  private func isSound(_ node: Node) -> Bool {
    guard isSound(node.range) else { return false }
    switch node.content {
    case .scalar: return true
    case .sequence(let nodes): return nodes.allSatisfy(isSound)
    case .mapping(let pairs): return pairs.allSatisfy { isSound($0.keyRange) && isSound($0.value) }
    }
  }

  /// Whether a range lies in the text and, in valid UTF-8, cuts no character.
  private func isSound(_ range: SourceRange) -> Bool {
    let bytes = range.file.bytes
    guard range.bytes.upperBound <= bytes.count else { return false }
    guard String(validating: bytes, as: UTF8.self) != nil else { return true }
    return [range.bytes.lowerBound, range.bytes.upperBound].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }
}
