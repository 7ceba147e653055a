/// Applies fix-its to the files that they edit, in memory.
package struct FixApplication: Sendable {
  /// A file whose text changes.
  package struct ChangedFile: Sendable, Hashable {
    /// The file as it was read.
    package let file: SourceFile
    /// Its new bytes.
    package let bytes: [UInt8]
  }

  /// The changed files, in order of the first fix that edits them.
  package private(set) var files: [ChangedFile] = []
  /// The fixes that were applied.
  package private(set) var applied: [FixIt] = []
  /// The fixes that overlap an applied one; they may be applied after checking again.
  package private(set) var waiting: [FixIt] = []

  private var edits: [SourceFile: [TextEdit]] = [:]

  /// Applies the first applicable fix-it of each diagnostic; see ``init(_:)``.
  package init(of diagnostics: [Diagnostic], _ applicability: FixIt.Applicability) {
    self.init(diagnostics.compactMap { Self.fixIt(of: $0, applicability) })
  }

  /// Applies `fixIts` in order; one that overlaps an earlier one waits, as a whole.
  ///
  /// Fixes that edit anything else than files on disk, or reach past a file's end, are ignored. Two insertions at the
  /// same place overlap, since their order would be arbitrary.
  package init(_ fixIts: [FixIt]) {
    var order: [SourceFile] = []
    var seen: Set<FixIt> = []
    for fixIt in fixIts where Self.isApplicable(fixIt, .unsafe) && seen.insert(fixIt).inserted {
      guard insert(fixIt.edits[...]) else {
        waiting.append(fixIt)
        continue
      }
      for edit in fixIt.edits where !order.contains(edit.range.file) { order.append(edit.range.file) }
      applied.append(fixIt)
    }
    files = order.map { ChangedFile(file: $0, bytes: Self.apply(edits[$0] ?? [], to: $0.bytes)) }
  }

  /// The fix-it of `diagnostic` that is applied where all up to `applicability` are wanted; the first one that can be.
  package static func fixIt(of diagnostic: Diagnostic, _ applicability: FixIt.Applicability) -> FixIt? {
    diagnostic.fixIts.first { isApplicable($0, applicability) }
  }

  /// Whether a fix may be applied where all up to `applicability` are wanted, and edits files on disk only.
  package static func isApplicable(_ fixIt: FixIt, _ applicability: FixIt.Applicability) -> Bool {
    let isWanted =
      switch applicability {
      case .safe: fixIt.applicability == .safe
      case .unsafe: fixIt.applicability != .displayOnly
      case .displayOnly: false
      }
    return isWanted && !fixIt.edits.isEmpty
      && fixIt.edits.allSatisfy {
        $0.range.file.kind == .file && $0.range.bytes.upperBound <= $0.range.file.bytes.count
      }
  }

  /// Adds `new` to the accepted edits; if one of them overlaps, none is added and the result is false.
  private mutating func insert(_ new: ArraySlice<TextEdit>) -> Bool {
    guard let edit = new.first else { return true }
    let index = Self.insert(edit, into: &edits[edit.range.file, default: []])
    guard let index else { return false }
    if insert(new.dropFirst()) { return true }
    edits[edit.range.file]?.remove(at: index)
    return false
  }

  /// Inserts an edit at its place among sorted ones; nil if it overlaps one of them.
  private static func insert(_ edit: TextEdit, into sorted: inout [TextEdit]) -> Int? {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if order(sorted[middle]) < order(edit) { low = middle + 1 } else { high = middle }
    }
    if low > 0, overlap(sorted[low - 1], edit) { return nil }
    if low < sorted.count, overlap(edit, sorted[low]) { return nil }
    sorted.insert(edit, at: low)
    return low
  }

  private static func overlap(_ first: TextEdit, _ second: TextEdit) -> Bool {
    second.range.bytes.lowerBound < first.range.bytes.upperBound || first.range.bytes == second.range.bytes
  }

  private static func order(_ edit: TextEdit) -> (Int, Int) {
    (edit.range.bytes.lowerBound, edit.range.bytes.upperBound)
  }

  private static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    for edit in edits {
      result += bytes[offset..<edit.range.bytes.lowerBound]
      result += edit.replacement.utf8
      offset = edit.range.bytes.upperBound
    }
    return result + bytes[offset...]
  }
}
