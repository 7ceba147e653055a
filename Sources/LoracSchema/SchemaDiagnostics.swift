package import LoracDiagnostics
internal import LoracYAML

/// The diagnostics of the schema stage: one file against the declared fields.
package enum SchemaDiagnostics {
  package static let notAMapping = DiagnosticCode(
    "LR0201", "not-a-mapping", .error,
    Explanation(
      meaning: "A block such as `network` holds a single value or a list instead of keys and values.",
      why: "Every block of a recipe is a mapping; without its keys nothing can be read from it.",
      example: "network: 32",
      fix: "Write the keys below the block's name, indented by two blanks:\n\nnetwork:\n  rank: 32"))
  package static let missingInItem = DiagnosticCode(
    "LR0202", "missing-in-item", .error,
    Explanation(
      meaning:
        "An item of a list lacks the key that says what it is: `path` of an image folder, `prompt` of a preview.",
      why: "Without it there is nothing that the other keys could apply to.",
      example: "dataset:\n  images:\n    - repeats: 10",
      fix: "Add the key:\n\ndataset:\n  images:\n    - path: train/cat\n      repeats: 10"))
  package static let unknownKey = DiagnosticCode(
    "LR0203", "unknown-key", .error,
    Explanation(
      meaning: "A key is none of those that the block knows.",
      why: "A misspelt key would otherwise be ignored in silence, and the training would use the default instead.",
      example: "optimizer:\n  lerning_rate: 1e-4",
      fix:
        "Use the suggested key; `lorac explain optimizer` lists the keys of a block. Settings that only kohya has go "
        + "under `kohya:`."))
  package static let wrongType = DiagnosticCode(
    "LR0204", "wrong-type", .error,
    Explanation(
      meaning: "A value is of another kind than its key accepts, or is not spelt as it must be.",
      why: "Guessing what was meant could train something else than intended.",
      example: "network:\n  rank: \"32\"",
      fix: "Write what the message says is expected, here without the quotes:\n\nnetwork:\n  rank: 32"))
  package static let outOfBounds = DiagnosticCode(
    "LR0205", "out-of-bounds", .error,
    Explanation(
      meaning: "A number is smaller or larger than its key accepts, or a text is empty.",
      why: "Values outside the bounds cannot train, or crash the trainer after the model has been loaded.",
      example: "dataset:\n  batch_size: 0",
      fix: "Choose a value within the bounds that the message names:\n\ndataset:\n  batch_size: 1"))
  package static let unknownChoice = DiagnosticCode(
    "LR0206", "unknown-choice", .error,
    Explanation(
      meaning: "A word is none of those that its key accepts.",
      why: "kohya would refuse it only after the model has been loaded, or take another word's meaning.",
      example: "schedule:\n  type: cosin",
      fix: "Choose one of the words that the message lists:\n\nschedule:\n  type: cosine"))
  package static let notOneInItem = DiagnosticCode(
    "LR0207", "not-one-in-item", .error,
    Explanation(
      meaning: "An item of a list states none, or several, of the keys of which it must state exactly one.",
      why: "Edits of tags are carried out in order; two in one item would have no order.",
      example: "prepare:\n  edits:\n    - remove: hat\n      add: straw",
      fix: "Make an item of each:\n\nprepare:\n  edits:\n    - remove: hat\n    - add: straw"))
  package static let badArgumentName = DiagnosticCode(
    "LR0208", "bad-argument-name", .error,
    Explanation(
      meaning: "The name of an optimizer, scheduler or network argument is not a Python keyword argument.",
      why: "kohya splits `name=value` at the first `=` and hands the name to Python.",
      example: "optimizer:\n  args:\n    weight-decay: 0.01",
      fix: "Use letters, digits and underscores:\n\noptimizer:\n  args:\n    weight_decay: 0.01"))

  /// All codes of this stage.
  package static let codes = [
    notAMapping, missingInItem, unknownKey, wrongType, outOfBounds, unknownChoice, notOneInItem, badArgumentName,
  ]
}

extension Diagnostic {
  static func notAMapping(_ node: Node, block: String) -> Diagnostic {
    Diagnostic(
      SchemaDiagnostics.notAMapping, "\(block) must be a mapping of keys and values, not \(node.kindName)",
      at: Label(node.range, "expected keys and values"),
      notes: colonHint(node).map { [.help($0)] } ?? [])
  }

  /// `rank:32` without a blank is one word to YAML.
  private static func colonHint(_ node: Node) -> String? {
    guard case .scalar(let scalar) = node.content, case .string(let text) = scalar.value,
      let colon = text.firstIndex(of: ":")
    else { return nil }
    return "a blank must follow the colon: '\(text[..<colon]): \(text[text.index(after: colon)...].prefix(40))'"
  }

  static func missingInItem(_ key: String, _ block: Block, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      SchemaDiagnostics.missingInItem, "this \(block.key) has no '\(key)'",
      at: Label(range, "'\(key)' is required here"))
  }

  static func unknownKey(_ pair: Node.Pair, block: Block, path: String) -> Diagnostic {
    let keys = block.entries.map(\.key)
    let place = path.isEmpty ? (block.key.isEmpty ? "a recipe" : "\(article(block.key)) \(block.key)") : "'\(path)'"
    let near = Suggestion.nearest(to: pair.key, among: keys)
    var diagnostic = Diagnostic(
      SchemaDiagnostics.unknownKey, "unknown key '\(pair.key)'",
      at: Label(pair.keyRange, near.map { "did you mean '\($0)'?" } ?? "not a key of \(place)"),
      notes: [.help("keys of \(place): \(keys.sorted().joined(separator: ", "))")])
    if let near {
      diagnostic.fixIts = [FixIt("rename to '\(near)'", [TextEdit(pair.keyRange, near)], .safe)]
    } else if let home = elsewhere(pair.key, not: path) {
      diagnostic.notes.insert(.help("did you mean '\(home)'?"), at: 0)
    }
    return diagnostic
  }

  /// What stands before a key when it is read aloud.
  private static func article(_ key: String) -> String {
    key.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
  }

  /// The path of a field with that last word, or with that kohya argument, in another block.
  private static func elsewhere(_ key: String, not path: String) -> String? {
    let fields = RecipeFields.recipe.fields
    return (fields.first { $0.key == key } ?? fields.first { $0.kohyaArguments.contains(key) })?.path
  }

  static func refused(
    _ refusal: ValueReader.Refusal, _ node: Node, _ type: FieldType, field: String
  ) -> Diagnostic {
    let found = found(node)
    switch refusal {
    case .choice(let nearest):
      var diagnostic = Diagnostic(
        SchemaDiagnostics.unknownChoice, "\(field) cannot be \(found)",
        at: Label(node.range, nearest.map { "did you mean '\($0)'?" } ?? "not one of the choices"),
        notes: [.help("choose one of: \(type.expectation)")])
      if let nearest {
        diagnostic.fixIts = [FixIt("change to '\(nearest)'", [TextEdit(node.range, nearest)], .safe)]
      }
      return diagnostic
    case .bounds:
      return Diagnostic(
        SchemaDiagnostics.outOfBounds, "\(field) cannot be \(found)",
        at: Label(node.range, "expected \(type.expectation)"))
    case .type, .reported:
      return Diagnostic(
        SchemaDiagnostics.wrongType, "\(field) cannot be \(found)",
        at: Label(node.range, "expected \(type.expectation)"), fixIts: quoteFix(node, type))
    }
  }

  private static func found(_ node: Node) -> String {
    guard case .scalar(let scalar) = node.content else { return node.kindName }
    switch scalar.value {
    case .null: return "null"
    case .string(let text): return text.isEmpty ? "an empty text" : "the text '\(shortened(text))'"
    default: return shortened(scalar.text)
    }
  }

  private static func shortened(_ text: String) -> String {
    let start = text.prefix(61)
    return start.count <= 60 ? text : start.prefix(60) + "…"
  }

  /// Adds quotes where a text is wanted, and removes them where a number is.
  private static func quoteFix(_ node: Node, _ type: FieldType) -> [FixIt] {
    guard case .scalar(let scalar) = node.content else { return [] }
    switch (scalar.value, type) {
    case (.integer, .text), (.number, .text), (.boolean, .text), (.integer, .inputPath), (.integer, .outputPath),
      (.integer, .anyText), (.number, .anyText), (.boolean, .anyText):
      return [FixIt("put it in quotes", [TextEdit(node.range, "\"\(scalar.text)\"")], .safe)]
    case (.string(let text), .integer), (.string(let text), .relative(.integer)):
      guard !scalar.isPlain, Int(text) != nil else { return [] }
      return [FixIt("remove the quotes", [TextEdit(node.range, text)], .safe)]
    case (.string(let text), .number), (.string(let text), .relative(.number)):
      guard !scalar.isPlain, Double(text) != nil else { return [] }
      return [FixIt("remove the quotes", [TextEdit(node.range, text)], .safe)]
    case (.string(let text), .boolean):
      guard let value = ["yes": "true", "on": "true", "no": "false", "off": "false"][text.lowercased()] else {
        return []
      }
      return [FixIt("write \(value)", [TextEdit(node.range, value)], .safe)]
    default: return []
    }
  }

  static func notOneInItem(_ stated: [String], of keys: [String], _ block: Block, _ range: SourceRange) -> Diagnostic {
    guard !stated.isEmpty else {
      return Diagnostic(
        SchemaDiagnostics.notOneInItem, "this \(block.key) does nothing",
        at: Label(range, "one of these keys is required here"),
        notes: [.help("it needs one of: \(keys.joined(separator: ", "))")])
    }
    return Diagnostic(
      SchemaDiagnostics.notOneInItem,
      "this \(block.key) states \(stated.map { "'\($0)'" }.joined(separator: " and ")), which have no order",
      at: Label(range, "make an item of each"))
  }

  static func badArgumentName(_ pair: Node.Pair) -> Diagnostic {
    Diagnostic(
      SchemaDiagnostics.badArgumentName, "'\(pair.key)' cannot be the name of an argument",
      at: Label(pair.keyRange, "use letters, digits and underscores"))
  }
}
