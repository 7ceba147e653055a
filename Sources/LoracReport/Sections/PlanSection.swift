internal import LoracPlan
internal import LoracPlanText
internal import LoracRunHistory

/// What was planned: the settings that matter most, the buckets, the files, and the whole plan behind a click.
struct PlanSection {
  private let history: RunHistory

  /// The section of `history`.
  init(_ history: RunHistory) { self.history = history }

  /// The section; a sentence where the plan cannot be read.
  var markup: Markup {
    guard let plan = history.plan else {
      let problem = history.planProblem.map { "plan.json \($0)" } ?? "plan.json cannot be read"
      return "<section id=\"plan\" class=\"card\"><h2>Plan</h2><p class=\"note\">\(problem)</p></section>\n"
    }
    let facts = PlanFacts(plan).lines.map { "<dt>\($0.label)</dt><dd>\($0.text)</dd>" as Markup }
    return """
      <section id="plan" class="card"><h2>Plan</h2>
      <dl class="facts">\(facts)\(steps(plan))</dl>
      <div class="pair">\(buckets(plan))\(files(plan))</div>
      <details id="whole-plan"><summary>The whole plan</summary><pre>\(PlanText(plan).text)</pre></details>
      </section>

      """
  }

  /// Why there are as many steps: sentences, and points of a list, which begin with a dash.
  private func steps(_ plan: TrainingPlan) -> Markup {
    let lines = plan.steps.explanation
    guard !lines.isEmpty else { return .empty }
    let sentences = lines.filter { !$0.hasPrefix("- ") }.map { "<p>\($0)</p>" as Markup }
    let points = lines.filter { $0.hasPrefix("- ") }.map { "<li>\(String($0.dropFirst(2)))</li>" as Markup }
    let list: Markup = points.isEmpty ? .empty : "<ul>\(points)</ul>"
    return "<dt>Steps</dt><dd>\(sentences)\(list)</dd>"
  }

  private func buckets(_ plan: TrainingPlan) -> Markup {
    guard let buckets = plan.buckets, !buckets.isEmpty else { return .empty }
    let most = max(1, buckets.map(\.entries).max() ?? 1)
    let rows = buckets.prefix(40).map { bucket in
      """
      <tr><td>\(bucket.width)×\(bucket.height)</td><td>\(Numbers.grouped(bucket.images))</td>\
      <td>\(Numbers.grouped(bucket.entries))</td><td>\(Numbers.grouped(bucket.batches))</td>\
      <td class="bar"><i style="width:\(bucket.entries * 100 / most)%"></i></td></tr>

      """ as Markup
    }
    let rest: Markup = buckets.count > 40 ? "<tr><td colspan=\"5\">\(buckets.count - 40) more</td></tr>" : .empty
    return """
      <div class="table"><table><caption>Buckets</caption><thead><tr><th>size</th><th>images</th><th>entries</th>\
      <th>batches</th><th></th></tr></thead><tbody>\(rows)\(rest)</tbody></table></div>

      """
  }

  private func files(_ plan: TrainingPlan) -> Markup {
    let rows = plan.saves.suffix(40).map { save in
      let saved = history.events.saves.last { $0.file.split(separator: "/").last.map(String.init) == save.file }
      let state =
        switch saved {
        case nil: "planned"
        case let record? where record.isRemoved: "removed"
        case let record?: record.bytes.map(Numbers.bytes) ?? "saved"
        }
      let epoch = save.epoch.map { "\($0)" } ?? ""
      return """
        <tr><td>\(Numbers.grouped(save.step))</td><td>\(epoch)</td><td class="path">\(save.file)</td><td>\(state)</td></tr>

        """ as Markup
    }
    let caption = plan.saves.count > 40 ? "The last 40 of \(plan.saves.count) files" : "Files"
    return """
      <div class="table"><table><caption>\(caption)</caption><thead><tr><th>step</th><th>epoch</th><th class="path">file</th>\
      <th>tensors</th></tr></thead><tbody>\(rows)</tbody></table></div>

      """
  }
}
