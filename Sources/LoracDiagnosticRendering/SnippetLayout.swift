internal import LoracDiagnostics

/// The labels of a diagnostic in one file, and which lines of the file are shown for them.
struct SnippetLayout {
  /// A label cut down to what can be drawn.
  struct Mark {
    /// The bytes, without a line ending at their end.
    var bytes: Range<Int>
    /// The 1-based first line.
    var firstLine: Int
    /// The 1-based last line.
    var lastLine: Int
    /// The text, controls made visible.
    var text: String
    /// Whether this is the primary label.
    var isPrimary: Bool
    /// Whether the label goes over several lines.
    var isMultiline: Bool { lastLine > firstLine }
  }

  /// A row of the snippet's left column.
  enum Row: Equatable {
    /// A line of the file, 1-based.
    case line(Int)
    /// One or more lines left out.
    case gap
  }

  /// The file.
  let file: SourceFile
  /// Labels in order of their start; those that enclose others come first.
  let marks: [Mark]
  /// What is shown, top to bottom.
  let rows: [Row]
  /// Where the primary label, else the first one given, begins.
  let place: String

  /// One layout for each file that labels of `diagnostic` are in; the primary label's file comes first.
  static func layouts(of diagnostic: Diagnostic) -> [SnippetLayout] {
    var files: [SourceFile] = []
    var marks: [SourceFile: [Mark]] = [:]
    func add(_ label: Label, isPrimary: Bool) {
      let file = label.range.file
      if marks[file] == nil { files.append(file) }
      marks[file, default: []].append(mark(label, isPrimary: isPrimary))
    }
    if let primary = diagnostic.primary { add(primary, isPrimary: true) }
    for label in diagnostic.secondary { add(label, isPrimary: false) }
    let ranges = [diagnostic.primary].compactMap { $0?.range } + diagnostic.secondary.map(\.range)
    return files.map { file in
      SnippetLayout(file, marks[file] ?? [], place: ranges.first { $0.file == file }?.place ?? file.displayName)
    }
  }

  private init(_ file: SourceFile, _ marks: [Mark], place: String) {
    self.file = file
    self.place = place
    self.marks = marks.sorted { left, right in
      if left.bytes.lowerBound != right.bytes.lowerBound { return left.bytes.lowerBound < right.bytes.lowerBound }
      return left.bytes.upperBound > right.bytes.upperBound
    }
    self.rows = file.kind == .data ? [] : Self.rows(Self.linesShown(file, marks))
  }

  private static func mark(_ label: Label, isPrimary: Bool) -> Mark {
    let file = label.range.file
    let bytes = label.range.withoutLineEndings.bytes
    return Mark(
      bytes: bytes, firstLine: file.lines.line(at: bytes.lowerBound), lastLine: file.lines.line(at: bytes.upperBound),
      text: VisibleText.escape(label.text), isPrimary: isPrimary)
  }

  /// The lines of the labels, the line before the first, and of long labels only their ends.
  private static func linesShown(_ file: SourceFile, _ marks: [Mark]) -> Set<Int> {
    var lines: Set<Int> = []
    for mark in marks {
      lines.formUnion([mark.firstLine, mark.lastLine])
      guard mark.isMultiline else { continue }
      lines.insert(mark.firstLine + 1)
      if mark.lastLine - mark.firstLine <= 4 { lines.formUnion(mark.firstLine...mark.lastLine) }
    }
    if let first = lines.min(), first > 1, !file.content(ofLine: first - 1).isEmpty { lines.insert(first - 1) }
    return lines
  }

  /// Shows a single missing line rather than a gap.
  private static func rows(_ lines: Set<Int>) -> [Row] {
    var rows: [Row] = []
    var previous: Int?
    for line in lines.sorted() {
      switch line - (previous ?? line - 1) {
      case 1: break
      case 2: rows.append(.line(line - 1))
      default: rows.append(.gap)
      }
      rows.append(.line(line))
      previous = line
    }
    return rows
  }
}
