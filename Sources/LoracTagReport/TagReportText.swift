package import LoracDiagnosticRendering
internal import LoracTags

/// A report as a page for people.
package struct TagReportText {
  private let report: TagReport
  private let palette: Palette
  private let width: Int
  private let showsAll: Bool

  /// Tags and images that a list shows unless all are wanted.
  private static let limit = 30

  /// A page.
  ///
  /// - Parameters:
  ///   - report: What it tells.
  ///   - palette: Its colours.
  ///   - width: Columns of the terminal.
  ///   - showsAll: Whether long lists are shown to their end.
  package init(_ report: TagReport, palette: Palette = .plain, width: Int = 100, showsAll: Bool = false) {
    self.report = report
    self.palette = palette
    self.width = width
    self.showsAll = showsAll
  }

  /// The page, each line with its line feed.
  package var text: String {
    var lines = summary
    lines += images
    lines += [""] + frequencies
    lines += [""] + once
    lines += [""] + subjects
    lines += [""] + tokens
    return lines.map { $0 + "\n" }.joined()
  }

  private var summary: [String] {
    let shown = report.captions.count
    let images = Count.text(shown, "image") + (shown == report.total ? "" : " of \(report.total)")
    let changes = report.captions.flatMap(\.changes)
    let removed = changes.count { if case .removed = $0.kind { true } else { false } }
    let renamed = changes.count { if case .renamed = $0.kind { true } else { false } }
    let added = changes.count { $0.kind == .added }
    guard !report.settings.edits.isEmpty else {
      return ["\(images), no edits: the recipe's 'prepare.edits' would change the captions"]
    }
    let edits = Count.text(report.settings.edits.count, "edit")
    let counts = [
      (Count.text(report.changed.count, "caption"), "changed"), (Count.text(removed, "tag"), "removed"),
      (Count.text(added, "tag"), "added"), (Count.text(renamed, "tag"), "renamed"),
    ]
    let parts = counts.filter { !$0.0.hasPrefix("0 ") }.map { "\($0.0) \($0.1)" }
    return ["\(images), \(edits): " + (parts.isEmpty ? "nothing changes" : parts.joined(separator: ", "))]
  }

  private var images: [String] {
    var lines: [String] = []
    for (caption, tokens) in zip(report.captions, report.tokens) where caption.isChanged {
      let (before, after) = (caption.tagsBefore.joined().count, caption.tags.joined().count)
      let counts = "\(Count.text(before, "tag")) → \(after), \(Count.text(tokens, "token"))"
      lines += ["", "\(palette.paint(VisibleText.escape(caption.image.name), .emphasis))  \(counts)"]
      for line in ChangeText.lines(caption, in: report) { lines += change(line) }
      let after_ = caption.tags.map { TagList(items: $0).text() }
      for text in after_ { lines += wrapped(VisibleText.escape(text), mark: "=") }
      if after_.isEmpty { lines.append("  = no caption") }
    }
    let same = report.captions.filter { !$0.isChanged }
    if !same.isEmpty, !report.settings.edits.isEmpty {
      lines += [""] + list("Unchanged", same.map { VisibleText.escape($0.image.name) })
    }
    return lines
  }

  private func change(_ line: ChangeText.Line) -> [String] {
    let style: Palette.Style =
      switch line.kind {
      case .removed: .removed
      case .added: .added
      case .renamed, .moved: .secondary
      }
    let text = VisibleText.escape(line.text)
    var lines = wrapped(text, mark: line.kind.rawValue).map { palette.paint($0, style) }
    let column = 44
    let last = DisplayWidth.columns(text) + 4
    let reason = palette.paint(VisibleText.escape(line.reason), .frame)
    if lines.count == 1, last + 2 + DisplayWidth.columns(line.reason) <= width {
      lines[0] += String(repeating: " ", count: max(2, column - last)) + reason
    } else {
      lines.append("      \(reason)")
    }
    return lines
  }

  /// A text behind a mark, on as many lines as it takes.
  private func wrapped(_ text: String, mark: String) -> [String] {
    let lines = TextWrapping.lines(text, width: max(20, width - 4))
    return lines.enumerated().map { ($0.offset == 0 ? "  \(mark) " : "    ") + $0.element }
  }

  private var frequencies: [String] {
    let hasEdits = !report.settings.edits.isEmpty
    let shown = showsAll ? report.frequencies : Array(report.frequencies.prefix(Self.limit))
    guard !shown.isEmpty else { return ["Tags  none"] }
    let digits = max(6, String(report.captions.count).count)
    func right(_ text: String) -> String { String(repeating: " ", count: max(0, digits - text.count)) + text }
    let names = shown.map { VisibleText.escape($0.tag) }
    let widest = min(width - 2 * digits - 8, max(20, names.map { DisplayWidth.columns($0) }.max() ?? 0))
    var lines = [
      "Tags" + String(repeating: " ", count: widest - 2) + (hasEdits ? right("before") + "  " : "")
        + right(hasEdits ? "after" : "images")
    ]
    for (entry, name) in zip(shown, names) {
      let shortened = TextCut.text(name, width: widest)
      let blanks = String(repeating: " ", count: widest - DisplayWidth.columns(shortened) + 2)
      let before = hasEdits ? right("\(entry.before)") + "  " : ""
      let line = "  \(shortened)\(blanks)\(before)\(right("\(entry.after)"))"
      lines.append(
        entry.after == 0 ? palette.paint(line, .removed) : entry.before == 0 ? palette.paint(line, .added) : line)
    }
    if report.frequencies.count > shown.count {
      lines.append("  and \(report.frequencies.count - shown.count) more; --all shows them")
    }
    return lines
  }

  private var once: [String] {
    list("Only once", report.once.map { VisibleText.escape("\($0.tag) (\($0.image ?? ""))") }, none: "no tag")
  }

  private var subjects: [String] {
    list("No subject", report.withoutSubject.map { VisibleText.escape($0) }, none: "every caption names one (@subject)")
  }

  private var tokens: [String] {
    let limit = report.settings.tokenLimit
    let sorted = report.tokens.sorted()
    guard let most = sorted.last, let place = report.tokens.firstIndex(of: most) else { return ["Tokens  none"] }
    let median = sorted[sorted.count / 2]
    let longest = VisibleText.escape(report.captions[place].image.name)
    let lines = list(
      "Tokens",
      [
        "the most are \(most) (\(longest)), the text encoder reads \(limit)",
        "half of the captions have at most \(median)",
      ])
    let over = report.tooLong.map { "\(VisibleText.escape($0.image)) (\($0.tokens))" }
    return lines + (over.isEmpty ? [] : list("Cut off", over))
  }

  /// A heading and names behind it, on as many lines as it takes.
  private func list(_ heading: String, _ names: [String], none: String = "none") -> [String] {
    var shown = showsAll ? names : Array(names.prefix(Self.limit))
    if names.count > shown.count { shown.append("and \(names.count - shown.count) more (--all)") }
    let text = shown.isEmpty ? none : shown.joined(separator: ", ")
    let lines = TextWrapping.lines(text, width: max(20, width - 12))
    return lines.enumerated().map { place, line in
      let start = place == 0 ? heading : ""
      return start + String(repeating: " ", count: 12 - start.count) + line
    }
  }
}

/// Numbers of things.
enum Count {
  /// `1 tag` or `3 tags`.
  static func text(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}

/// Texts for columns.
enum TextCut {
  /// The text in at most `width` columns, cut with an ellipsis.
  static func text(_ text: String, width: Int) -> String {
    guard DisplayWidth.columns(text) > width else { return text }
    var result = ""
    var columns = 0
    for character in text {
      columns += DisplayWidth.columns(character)
      if columns >= width { break }
      result.append(character)
    }
    return result + "…"
  }
}
