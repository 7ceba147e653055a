internal import LoracKohyaArguments
internal import LoracNativeSupport
internal import LoracRecipe
internal import LoracSchema

/// What lorac's own trainer makes of every setting, in Markdown; `docs/native-support.md` is its text.
package enum NativeSupportPage {
  /// The whole page.
  package static var text: String {
    let parts =
      [NativeSupportHead.text, "## The keys of a recipe", verdicts]
      + blocks.flatMap { title, rows in ["### \(title)", table("keys", rows)] }
      + ["## Settings below `kohya:`", argumentsIntroduction]
      + NativeSupport.Verdict.allCases.flatMap { verdict in arguments(verdict) } + [NativeSupportMeasured.text]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static let verdicts = """
    **same**: as with kohya. **different**: followed, but not to the letter. **partly**: some values are followed, others \
    refused. **not used**: concerns what the native trainer does not have. **refused**: an error when planning.
    """

  private static let argumentsIntroduction = """
    The block `kohya:` takes any argument of sd-scripts that has no key of its own. `lorac plan` refuses those that would \
    change the training and are not implemented, unless they stand at kohya's default, and remarks on those that are not used.
    """

  private typealias Row = (name: String, support: NativeSupport)

  /// The blocks of a recipe, the fields at its top first.
  private static var blocks: [(title: String, rows: [Row])] {
    let keys = RecipeKey.all.compactMap { key -> Row? in
      guard case .field = key.entry, let support = NativeSupport.fields[key.path] else { return nil }
      return (key.path, support)
    }
    let top = keys.filter { !$0.name.contains(".") }
    let inner: [(title: String, rows: [Row])] = RecipeFields.recipe.entries.compactMap { entry in
      guard case .block(let block) = entry else { return nil }
      let rows = keys.filter { $0.name.hasPrefix(block.key + ".") }
      return rows.isEmpty ? nil : ("`\(block.key)`", rows)
    }
    return [("The top of a recipe", top)] + inner
  }

  private static func arguments(_ verdict: NativeSupport.Verdict) -> [String] {
    let rows = KohyaArgumentTable.current.names.compactMap { name -> Row? in
      guard KohyaBlock.firstClass(name) == nil, let support = NativeSupport.arguments[name] else { return nil }
      return support.verdict == verdict ? (name, support) : nil
    }
    return rows.isEmpty ? [] : ["### \(title(verdict))", table("arguments", rows)]
  }

  private static func title(_ verdict: NativeSupport.Verdict) -> String {
    switch verdict {
    case .same: "The same as with kohya"
    case .different: "Different"
    case .unused: "Not used"
    case .partly: "Partly followed"
    case .refused: "Refused"
    }
  }

  private static func table(_ name: String, _ rows: [Row]) -> String {
    // Settings of which the same is to be said share a row.
    var order: [NativeSupport] = []
    var names: [NativeSupport: [String]] = [:]
    for row in rows {
      if names[row.support] == nil { order.append(row.support) }
      names[row.support, default: []].append("`\(row.name)`")
    }
    let lines = order.map { support in
      "| \((names[support] ?? []).joined(separator: ", ")) | \(support.verdict.words) | \(support.reason) |"
    }
    return (["| \(name) | native | |", "|---|---|---|"] + lines).joined(separator: "\n")
  }
}

extension NativeSupport.Verdict {
  /// The verdict as the page and `lorac explain` say it.
  var words: String { self == .unused ? "not used" : rawValue }
}

extension NativeSupport {
  /// The verdict and its reason in plain text; nil where there is nothing to say.
  var text: String? {
    if verdict == .same { return reason.isEmpty ? nil : reason.replacing("`", with: "") }
    return "\(verdict.words): \(reason.replacing("`", with: ""))"
  }
}
