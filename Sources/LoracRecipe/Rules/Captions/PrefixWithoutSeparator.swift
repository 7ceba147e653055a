internal import LoracDiagnostics
internal import LoracSchema

/// A prefix that melts with the first tag.
enum PrefixWithoutSeparator: RecipeRule {
  static let code = DiagnosticCode(
    "LR0453", "prefix-without-separator", .warning,
    Explanation(
      meaning: "Tags are shuffled or left out, and the prefix or suffix is not divided from them by the separator.",
      why:
        "kohya puts only a blank between prefix and caption (sd-scripts `train_util.py:824`). `ZhangNaYing` before "
        + "`1girl, hat` gives the single tag `ZhangNaYing 1girl`, and `keep_tokens: 1` keeps both.",
      example: "dataset:\n  captions:\n    shuffle: true\n    prefix: ZhangNaYing",
      fix:
        "End the prefix with the separator, and begin the suffix with it:\n\ndataset:\n  captions:\n    prefix: \"ZhangNaYing,\""
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for folder in recipe.images where recipe.takesTagsApart(folder) {
      guard let separator = recipe.caption(\.separator, of: folder).value else { continue }
      let marks = [separator, recipe.caption(\.keepTokensSeparator, of: folder).value].compactMap(\.self)
      let prefix = recipe.caption(\.prefix, of: folder)
      if let words = prefix.value.map(trimmed), !words.isEmpty, !marks.contains(where: { words.hasSuffix($0) }) {
        report(
          "the prefix '\(words)' becomes one tag with the first tag of the caption",
          at: [prefix.label("only a blank follows")],
          notes: [.help("end it with the separator: \"\(words)\(separator)\"")], into: &diagnostics)
      }
      let suffix = recipe.caption(\.suffix, of: folder)
      if let words = suffix.value.map(trimmed), !words.isEmpty, !marks.contains(where: { words.hasPrefix($0) }) {
        report(
          "the suffix '\(words)' becomes one tag with the last tag of the caption",
          at: [suffix.label("only a blank stands before it")],
          notes: [.help("begin it with the separator: \"\(separator) \(words)\"")], into: &diagnostics)
      }
    }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
