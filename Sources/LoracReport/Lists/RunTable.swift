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
  package func text(width: Int) -> String {
    guard !runs.isEmpty else { return "" }
    var columns = Self.columns
    while true {
      let lines = lines(columns)
      let isFitting = lines.allSatisfy { $0.count <= width }
      let last = columns.indices.max { columns[$0].rank < columns[$1].rank }
      guard !isFitting, let last, columns[last].rank > 0 else { return lines.map { $0 + "\n" }.joined() }
      columns.remove(at: last)
    }
  }

  private func lines(_ columns: [Column]) -> [String] {
    // Where no run has a value, a column tells nothing.
    let shown = columns.filter { column in column.rank == 0 || runs.contains { !column.text($0).isEmpty } }
    var table = Table(shown.map(\.title), shown.map(\.alignment))
    for run in runs { table.add(shown.map { $0.text(run) }) }
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
