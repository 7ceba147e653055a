internal import LoracDiagnostics
internal import LoracJSON
internal import LoracKohyaArguments
internal import LoracNativeSupport
internal import LoracRecipe
internal import LoracSchema

/// What `lorac explain KEY` says about a key of a recipe, a block, or one of kohya's arguments.
package enum KeyExplanation: Sendable, Hashable {
  /// The text to print, ended by a line feed.
  case page(String)
  /// Several keys end in that word; their paths.
  case ambiguous([String])
  /// There is no such key; the nearest one, if any is near.
  case unknown(nearest: String?)

  /// Looks `key` up: a path such as `network.rank`, the end of one such as `rank`, or kohya's `network_dim`.
  ///
  /// Lines of a page are at most `width` columns long.
  package static func explain(_ key: String, width: Int = 100) -> KeyExplanation {
    if let exact = RecipeKey.at(key) { return .page(KeyPage(width: width).text(exact)) }
    let matches = RecipeKey.all.filter { $0.path.hasSuffix("." + key) }
    if matches.count == 1 { return .page(KeyPage(width: width).text(matches[0])) }
    if matches.count > 1 { return .ambiguous(matches.map(\.path)) }
    if let page = kohyaPage(key, width: width) { return .page(page) }
    return .unknown(nearest: nearest(key))
  }

  private static func kohyaPage(_ key: String, width: Int) -> String? {
    let prefix = RecipeFields.kohya.path + "."
    let name = String((key.hasPrefix(prefix) ? key.dropFirst(prefix.count) : key[...]).drop { $0 == "-" })
    guard let argument = KohyaArgumentTable.current.argument(named: name) else { return nil }
    let page = KeyPage(width: width)
    guard let place = KohyaBlock.firstClass(argument.name) else { return page.text(argument) }
    let head = page.wrapped("kohya's --\(argument.name) comes from: \(place)")
    return RecipeKey.at(place).map { head + "\n" + page.text($0) } ?? head
  }

  private static func nearest(_ key: String) -> String? {
    let paths = RecipeKey.all.map(\.path)
    let names = key.contains(".") ? paths : RecipeKey.all.map(\.key) + paths + KohyaArgumentTable.current.names
    return Suggestion.nearest(to: key, among: names)
  }
}

/// Lays out the page of one key.
struct KeyPage {
  let width: Int

  /// The page of a block or field.
  func text(_ key: RecipeKey) -> String {
    switch key.entry {
    case .block(let block): key.path + "\n\n" + wrapped(block.documentation) + listing(block)
    case .field(let field):
      key.path + "\n\n" + wrapped(field.documentation) + "\n" + rows(facts(field, at: key.path))
        + (field.type.record.map { "\nEach item may be a mapping:\n" + listing($0) } ?? "")
    }
  }

  /// The page of an argument that only kohya has.
  func text(_ argument: KohyaArgument) -> String {
    var facts = [("accepts", argument.expected)]
    if argument.defaultValue != .null { facts.append(("default", argument.defaultValue.serialized())) }
    if let replacement = KohyaArgumentTable.replacements[argument.name] { facts.append(("instead", replacement)) }
    if argument.scripts.count == 1 {
      facts.append(("only of", argument.scripts == [.sdxl] ? "sdxl_train_network.py" : "train_network.py"))
    }
    if let support = NativeSupport.arguments[argument.name]?.text { facts.append(("native", support)) }
    let place = "\(RecipeFields.kohya.path).\(argument.name)"
    return place + "\n\n" + wrapped("A setting that only kohya has; it is handed on as --\(argument.name).") + "\n"
      + rows(facts)
  }

  /// `text` in lines of at most `width` columns, each ended by a line feed.
  func wrapped(_ text: String, indent: Int = 0) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > max(width - indent, 20) {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
  }

  private func facts(_ field: FieldDeclaration, at path: String) -> [(String, String)] {
    var facts = [("accepts", field.type.expectation), ("default", field.defaultText)]
    if !field.kohyaArguments.isEmpty {
      facts.append(("kohya", field.kohyaArguments.map { "--\($0)" }.joined(separator: ", ")))
    }
    if let support = NativeSupport.fields[path]?.text { facts.append(("native", support)) }
    if let example = field.textExample { facts.append(("example", "\(field.key): \(example)")) }
    return facts
  }

  private func listing(_ block: Block) -> String {
    guard !block.entries.isEmpty else { return "" }
    return "\n"
      + rows(
        block.entries.map { entry in
          switch entry {
          case .block(let block): (block.key, "(block) " + block.documentation)
          case .field(let field): (field.key, firstSentence(field.documentation))
          }
        })
  }

  private func firstSentence(_ text: String) -> String {
    guard let end = text.firstRange(of: ". ") else { return text }
    return text[..<end.lowerBound] + "."
  }

  /// Two columns, the second wrapped.
  private func rows(_ rows: [(String, String)]) -> String {
    let column = (rows.map(\.0.count).max() ?? 0) + 4
    return rows.map { name, text in
      "  " + name + String(repeating: " ", count: column - 2 - name.count) + wrapped(text, indent: column)
    }
    .joined()
  }
}
