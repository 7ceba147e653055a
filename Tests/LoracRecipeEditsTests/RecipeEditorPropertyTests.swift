import LoracDiagnostics
import LoracRecipeEdits
import LoracYAML
import Testing

/// A recipe's value without places, to say what an edit shall make of it.
private indirect enum Value: Equatable {
  case scalar(String)
  case list([Value])
  case map([String: Value])

  init(_ node: Node) {
    switch node.content {
    case .scalar(let scalar): self = .scalar("\(scalar.value)")
    case .sequence(let items): self = .list(items.map(Value.init))
    case .mapping(let pairs):
      self = .map(Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, Value($0.value)) }))
    }
  }

  /// Nil where the path leads through a value that has no keys.
  func setting(_ path: ArraySlice<String>, to value: Value?) -> Value? {
    guard let word = path.first else { return value }
    let isLast = path.count == 1
    switch self {
    case .map(var pairs):
      if isLast, value == nil { pairs[word] = nil }
      guard value != nil || !isLast else { return .map(pairs) }
      if value == nil, pairs[word] == nil { return self }
      guard let inner = (pairs[word] ?? .map([:])).setting(path.dropFirst(), to: value) else { return nil }
      pairs[word] = inner
      return .map(pairs)
    case .list(var items):
      guard let index = Int(word), items.indices.contains(index) else { return nil }
      if isLast, value == nil {
        items.remove(at: index)
        return .list(items)
      }
      guard let inner = items[index].setting(path.dropFirst(), to: value) else { return nil }
      items[index] = inner
      return .list(items)
    case .scalar("null"): return value == nil ? self : Value.map([:]).setting(path, to: value)
    case .scalar: return value == nil ? self : nil
    }
  }
}

@Suite struct RecipeEditorPropertyTests {
  private func value(of text: String) throws -> Value {
    var diagnostics = DiagnosticList()
    let node = parse(SourceFile(name: "recipe.yaml", text: text), into: &diagnostics)
    try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.headline)): \(text)")
    return Value(try #require(node))
  }

  /// Seeds are fixed, so that a failure comes back.
  @Test(arguments: 0..<8) func editedRecipesSayWhatTheyShall(batch: UInt64) throws {
    var (made, refused) = (0, 0)
    for seed in 0..<40 {
      var recipe = RandomRecipe(seed: batch * 1_000 + UInt64(seed))
      var text = recipe.text
      for turn in 0..<3 {
        let edit = recipe.edit()
        let isRemoval = (seed + turn) % 5 == 0
        let old = try value(of: text)
        let wanted = isRemoval ? nil : try self.value(of: edit.value)
        let path = edit.key.split(separator: ".").map(String.init)
        let intended = old.setting(path[...], to: wanted)
        let change = isRemoval ? RecipeEdit.remove(edit.key) : RecipeEdit(edit.key, edit.value)
        switch Result(catching: { () throws(RecipeEditError) in
          try RecipeEditor.apply([change], to: Array(text.utf8))
        }) {
        case .success(let edited):
          let new = String(decoding: edited.bytes, as: UTF8.self)
          if try value(of: new) != intended { Issue.record("\(edit) removal \(isRemoval)\n\(text)\n->\n\(new)") }
          checkLayout(text, new, edit, isRemoval: isRemoval)
          text = new
          made += 1
        case .failure(.notAMapping), .failure(.noSuchItem):
          #expect(intended == nil || text.contains("~") || text.contains("null"), "\(edit) \(text)")
          refused += 1
        case .failure(.inherited):
          #expect(isRemoval)
          refused += 1
        case .failure(let error): Issue.record("\(error.message): \(edit) removal \(isRemoval)\n\(text)")
        }
      }
    }
    #expect(made > 2 * refused, "\(made) made, \(refused) refused")
  }

  /// An edit of a scalar, or a new key, touches one line where no anchor is involved, and keeps all comments.
  private func checkLayout(
    _ old: String, _ new: String, _ edit: (key: String, value: String), isRemoval: Bool
  ) {
    guard !isRemoval, edit.key.contains("."), !old.contains("*"), old != new else { return }
    let (before, after) = (lines(old), lines(new))
    let removed = before.filter { !after.contains($0) }
    #expect(removed.count <= 3, "\(edit)\n\(old)\n->\n\(new)")
    let lost = removed.filter { $0.contains("#") && $0.allSatisfy { $0 != ":" } }
    #expect(lost.isEmpty, "\(edit)\n\(old)\n->\n\(new)")
    #expect(old.contains("\r\n") == new.contains("\r\n"))
    #expect((old.utf8.last == 0x0A) == (new.utf8.last == 0x0A), "\(edit)\n\(old)\n->\n\(new)")
  }

  private func lines(_ text: String) -> [Substring] { text.split(omittingEmptySubsequences: false) { $0.isNewline } }
}
