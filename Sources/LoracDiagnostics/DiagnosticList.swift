/// The diagnostics of all stages so far; stages append and never stop at the first problem.
package struct DiagnosticList: Sendable {
  private var diagnostics: [Diagnostic] = []

  /// An empty list.
  package init() {}

  /// A list of `diagnostics`.
  package init(_ diagnostics: some Sequence<Diagnostic>) { self.diagnostics = Array(diagnostics) }

  /// Adds one diagnostic.
  package mutating func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds many diagnostics.
  package mutating func append(contentsOf other: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: other) }

  /// Adds all diagnostics of another list.
  package mutating func append(contentsOf other: DiagnosticList) { diagnostics.append(contentsOf: other.diagnostics) }

  /// Whether any diagnostic is an error.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  /// Whether there is none at all.
  package var isEmpty: Bool { diagnostics.isEmpty }
  /// Whether `predicate` is true of any diagnostic.
  package func contains(where predicate: (Diagnostic) -> Bool) -> Bool { diagnostics.contains(where: predicate) }
  /// The number of all diagnostics, duplicates included.
  package var count: Int { diagnostics.count }
  /// The number of diagnostics of a severity.
  package func count(_ severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// The diagnostics in the order they are shown, exact duplicates dropped.
  ///
  /// The order is: file in order of first mention, start, severity (errors first), code, headline; those without a
  /// place come last.
  package var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    var fileOrder: [SourceFile: Int] = [:]
    for diagnostic in diagnostics {
      if let file = diagnostic.primary?.range.file, fileOrder[file] == nil { fileOrder[file] = fileOrder.count }
    }
    func rank(_ diagnostic: Diagnostic) -> (Int, Int) {
      guard let range = diagnostic.primary?.range else { return (Int.max, 0) }
      return (fileOrder[range.file] ?? 0, range.bytes.lowerBound)
    }
    return diagnostics.filter { seen.insert($0).inserted }.sorted { left, right in
      let (leftRank, rightRank) = (rank(left), rank(right))
      if leftRank != rightRank { return leftRank < rightRank }
      if left.severity != right.severity { return left.severity > right.severity }
      if left.code.id != right.code.id { return left.code.id < right.code.id }
      return left.headline < right.headline
    }
  }

  /// Turns every warning into an error, as `--deny warnings` asks.
  package mutating func raiseWarnings() {
    for index in diagnostics.indices where diagnostics[index].severity == .warning {
      diagnostics[index].severity = .error
    }
  }

  /// Removes the diagnostics for which `isRemoved` is true.
  package mutating func removeAll(where isRemoved: (Diagnostic) -> Bool) { diagnostics.removeAll(where: isRemoved) }

  /// Replaces each diagnostic by what `transform` makes of it; nil removes it.
  package mutating func rewrite(_ transform: (Diagnostic) -> Diagnostic?) {
    diagnostics = diagnostics.compactMap(transform)
  }
}
