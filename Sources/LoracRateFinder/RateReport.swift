package import LoracJSON
internal import LoracPlanText
package import LoracRecipeEdits

/// The outcome of a search, for people and for scripts.
package struct RateReport: Sendable {
  /// The name of the recipe or log.
  package var name: String
  /// Who trained, as in `native`; nil for a log.
  package var backend: String?
  /// The run folder, or the log.
  package var folder: String
  /// The recipe's path; nil for a log without one.
  package var recipe: String?
  /// The largest number of steps; nil for a log.
  package var limit: Int?
  /// Why it ended: `plateau`, `limit`, `stopped`, `failed` or, of a log, `read`.
  package var ending: String
  /// The curve, and what it is.
  package var logged: LoggedRate
  /// What the curve shows.
  package var verdict: PlateauCriterion.Verdict
  /// The rates; nil without a plateau.
  package var rates: SuggestedRates?
  /// What the recipe keeps of the text encoder's rate, as in `unet_lr/2`.
  package var keptShare: String?
  /// The row that is written.
  package var row: SuggestedRates.Row?
  /// The edits, and their difference; empty where there is no recipe or no plateau.
  package var edits: [RecipeEdit] = []
  /// The edited lines as a unified diff.
  package var diff = ""
  /// Whether the recipe was written.
  package var isWritten = false
  /// Whether the recipe has these rates already.
  package var isKnown = false

  /// A report without rates and edits.
  package init(
    name: String, folder: String, ending: String, logged: LoggedRate, verdict: PlateauCriterion.Verdict
  ) {
    self.name = name
    self.folder = folder
    self.ending = ending
    self.logged = logged
    self.verdict = verdict
  }

  // MARK: For people

  /// The page for people in `columns`; it ends with a line break.
  package func text(columns: Int) -> String {
    let plot = RatePlot(logged.curve, columns: min(64, max(20, columns - 14)))
    var sections = [title, plot.lines, evidence]
    if let rates { sections.append(Self.table(rates)) }
    if !diff.isEmpty { sections.append(editLines) }
    if diff.isEmpty, !edits.isEmpty, isKnown { sections.append(["\(recipe ?? "the recipe") has these rates already"]) }
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var title: [String] {
    let steps = Numbers.count(logged.curve.lastStep, "step")
    let trainer = backend.map { $0 == "kohya" ? " through kohya sd-scripts" : "" } ?? ""
    return [
      "\(name): d·lr over \(steps)\(trainer), as \(logged.tag)",
      "\(backend == nil ? "read from" : "kept in") \(folder)",
    ]
  }

  private var evidence: [String] {
    guard case .plateau(let plateau) = verdict else { return [] }
    var lines = [
      "plateau         \(Numbers.rate(plateau.height)), reached at step \(Numbers.grouped(plateau.firstStep))",
      "evidence        flat for \(Numbers.count(plateau.length, "step")); the medians of five parts of the last "
        + "\(Numbers.grouped(plateau.span)) differ by \(Numbers.fixed(plateau.growth * 100, 1)) %",
    ]
    if let loss = logged.loss { lines.append("loss            \(Self.words(loss))") }
    if logged.factor != 1 {
      lines.append(
        "tag             the text encoder's, as kohya logged it in 2023; times \(Numbers.shortest(logged.factor)) for the U-Net"
      )
    }
    return lines
  }

  private static func words(_ loss: LossResponse) -> String {
    guard loss.late.isFinite else { return "became infinite: d·lr is far too high, so the rates are a tenth of it" }
    let medians = "\(Numbers.rate(loss.early)) at first, \(Numbers.rate(loss.late)) at last"
    return switch loss.advisedShare {
    case 1: "\(medians), medians of a quarter of the steps"
    case 0.5: "\(medians): it rose, so the rates are half of what d·lr says"
    default:
      "\(medians): it rose \(Numbers.fixed(loss.late / loss.early, 0))-fold, so the rates are a tenth of what d·lr says"
    }
  }

  private static func table(_ rates: SuggestedRates) -> [String] {
    var cells = [["rates for", "unet_lr", "text_encoder_lr", ""]]
    for row in rates.rows {
      cells.append([
        row.optimizer, row.unet.map(Numbers.rate) ?? "–", row.textEncoder.map(Numbers.rate) ?? "–", row.origin,
      ])
    }
    let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let padded = (0..<4).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
      var line = padded.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    } + (rates.networks == .both ? ["the text encoder's is a tenth of the U-Net's"] : [])
  }

  private var editLines: [String] {
    let kept = keptShare.map { "text_encoder_lr stays \($0); " } ?? ""
    let head = isWritten ? "\(kept)written:" : "\(kept)to write this into the recipe, add --write:"
    return [head] + diff.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  // MARK: For scripts

  /// The same as JSON; the curve has one pair of step and value for each point.
  package var json: JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(name))]
    func add(_ key: String, _ value: JSONValue?) { members.append(.init(key, value ?? .null)) }
    add("recipe", recipe.map(JSONValue.string))
    add("backend", backend.map(JSONValue.string))
    add("folder", .string(folder))
    add("limit", limit.map(JSONValue.integer))
    add("steps", .integer(logged.curve.lastStep))
    add("ending", .string(ending))
    add("tag", .string(logged.tag))
    add("verdict", .string(verdictName))
    add("plateau", plateauJSON)
    add("rates", rates.map { .array($0.rows.map(Self.json)) })
    add("chosen", row.map(Self.json))
    add(
      "edits",
      .array(
        edits.map { edit in
          let value: JSONValue = if case .set(let text) = edit.change { .string(text) } else { .null }
          return .object([.init("key", .string(edit.name)), .init("value", value)])
        }))
    add("written", .boolean(isWritten))
    add(
      "loss",
      logged.loss.map { loss in
        .object([
          .init("early", Self.number(loss.early)), .init("late", Self.number(loss.late)),
          .init("has_risen", .boolean(loss.hasRisen)), .init("advised_share", .number(loss.advisedShare)),
        ])
      })
    add("curve", .array(logged.curve.points.map { [.integer($0.step), .number($0.value)] }))
    return .object(members)
  }

  private var verdictName: String {
    switch verdict {
    case .empty: "empty"
    case .unmoved: "unmoved"
    case .rising: "rising"
    case .falling: "falling"
    case .plateau: "plateau"
    }
  }

  private var plateauJSON: JSONValue? {
    guard case .plateau(let plateau) = verdict else { return nil }
    return .object([
      .init("value", .number(plateau.height)), .init("first_step", .integer(plateau.firstStep)),
      .init("last_step", .integer(plateau.lastStep)), .init("growth", .number(plateau.growth)),
    ])
  }

  /// JSON has no infinity.
  private static func number(_ loss: Double) -> JSONValue { loss.isFinite ? .number(loss) : .null }

  private static func json(_ row: SuggestedRates.Row) -> JSONValue {
    .object([
      .init("optimizer", .string(row.optimizer)), .init("factor", .number(row.factor)),
      .init("unet_lr", row.unet.map(JSONValue.number) ?? .null),
      .init("text_encoder_lr", row.textEncoder.map(JSONValue.number) ?? .null),
    ])
  }
}
