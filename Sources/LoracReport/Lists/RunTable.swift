internal import LoracDiagnosticRendering
internal import LoracPlanText
internal import LoracRunHistory

/// Runs as a table for people, the newest first.
package struct RunTable: Sendable {
  /// A column; where there is no room, those of higher rank are left out first.
  private struct Column: Sendable {
    var title: String
    var alignment: Table.Alignment
    var rank: Int
    var text: @Sendable (RunSummary) -> String
  }

  private let runs: [RunSummary]

  /// A table of `runs`.
  package init(_ runs: [RunSummary]) { self.runs = RunTable.sorted(runs) }

  /// The newest first; runs of one second by their folders.
  package static func sorted(_ runs: [RunSummary]) -> [RunSummary] {
    runs.sorted { ($1.began, $1.folder) < ($0.began, $0.folder) }
  }

  /// The lines, in at most `width` columns unless the run folders alone are wider; empty without runs.
  ///
  /// `namesLeftOut` adds which columns had no room, and where they are to be seen.
  package func text(width: Int, namesLeftOut: Bool = false) -> String {
    guard !runs.isEmpty else { return "" }
    // Where no run has a value, a column tells nothing.
    let all = Self.columns.filter { column in column.rank == 0 || runs.contains { !column.text($0).isEmpty } }
    var columns = all
    var lines = lines(columns)
    while !lines.allSatisfy({ $0.count <= width }),
      let last = columns.indices.max(by: { columns[$0].rank < columns[$1].rank }), columns[last].rank > 0
    {
      columns.remove(at: last)
      lines = self.lines(columns)
    }
    if namesLeftOut, columns.count < all.count {
      let names = all.map(\.title).filter { title in !columns.contains { $0.title == title } }
      lines += TextWrapping.lines(
        "No room for \(names.joined(separator: ", ")): widen the terminal, or add --format json", width: width)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(_ columns: [Column]) -> [String] {
    var table = Table(columns.map(\.title), columns.map(\.alignment))
    for run in runs { table.add(columns.map { $0.text(run) }) }
    return table.lines(indent: "")
  }

  private static let columns: [Column] = [
    Column(title: "run", alignment: .left, rank: 0) { $0.folder },
    Column(title: "begun", alignment: .left, rank: 6) { Moments.short($0.began) },
    Column(title: "outcome", alignment: .left, rank: 0) { $0.outcome.word },
    Column(title: "steps", alignment: .right, rank: 1) { run in
      run.totalSteps == run.stepsDone || run.totalSteps == 0
        ? Numbers.grouped(run.stepsDone) : "\(Numbers.grouped(run.stepsDone))/\(Numbers.grouped(run.totalSteps))"
    },
    Column(title: "loss", alignment: .right, rank: 2) { loss($0.averageLoss) },
    Column(title: "held out", alignment: .right, rank: 3) { loss($0.heldOutLoss) },
    Column(title: "rank", alignment: .right, rank: 5) { $0.rank.map { "\($0)" } ?? "" },
    Column(title: "rate", alignment: .right, rank: 4) { $0.rate.map(Numbers.rate) ?? "" },
    Column(title: "files", alignment: .right, rank: 7) { $0.files.isEmpty ? "" : "\($0.files.count)" },
    Column(title: "time", alignment: .right, rank: 8) { $0.seconds > 0 ? Numbers.duration($0.seconds) : "" },
    Column(title: "by", alignment: .left, rank: 9) { $0.backend == "kohya" ? "kohya" : "" },
  ]

  private static func loss(_ value: Double?) -> String {
    value.map { $0.isFinite ? Numbers.fixed($0, 4) : "no number" } ?? ""
  }
}
