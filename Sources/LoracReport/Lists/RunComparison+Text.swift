internal import LoracPlanText
internal import LoracRunHistory

extension RunComparison {
  /// The comparison as a page for a terminal; it ends with a line break.
  package var text: String {
    let sections = [resultLines, differenceLines, lossLines].filter { !$0.isEmpty }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var resultLines: [String] {
    var table = Table(["", first.folder, second.folder], [.left, .left, .left])
    for row in results { table.add([row.label, row.first, row.second]) }
    return table.lines(indent: "")
  }

  private var differenceLines: [String] {
    guard let difference else { return unreadablePlans.map { "\($0), so that the settings are not compared." } }
    guard !difference.isEmpty else { return ["Both were planned alike."] }
    return ["What differs"] + difference.text.split(separator: "\n").map { "  " + $0 }
  }

  private var lossLines: [String] {
    let losses = losses(count: 12)
    guard losses.count > 1 else { return [] }
    var table = Table(["step", "first", "second", "second − first"], [.right, .right, .right, .right])
    for row in losses {
      let difference = row.second - row.first
      let sign = difference > 0 ? "+" : ""
      table.add([
        Numbers.grouped(row.step), Self.loss(row.first), Self.loss(row.second),
        difference.isFinite ? sign + Numbers.fixed(difference, 4) : "",
      ])
    }
    return ["Average loss"] + table.lines(indent: "  ")
  }
}
