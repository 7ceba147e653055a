internal import LoracPlanText
internal import LoracRunHistory

extension RunComparison {
  /// The comparison as a page: results, both curves in one chart, what differs, and the last previews.
  package func page(pictures: ReportPictures = ReportPictures()) -> String {
    let header: Markup = """
      <div class="title"><h1>\(first.name) and \(second.name)</h1>\
      <p><span class="path">\(first.folder)</span> · <span class="path">\(second.folder)</span></p></div>
      """
    return Page(
      title: "\(first.name) and \(second.name) compared", header: header,
      main: [resultSection, curveSection, differenceSection, previewSection(pictures)].joined(), place: .file
    ).html
  }

  /// The runs' names, told apart by their folders where they are equal.
  private var names: (String, String) {
    guard first.name == second.name else { return (first.name, second.name) }
    func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
    return ("\(first.name) \(last(first.folder))", "\(second.name) \(last(second.folder))")
  }

  private var resultSection: Markup {
    let rows = results.map { row in
      "<tr><th scope=\"row\">\(row.label)</th><td>\(row.first)</td><td>\(row.second)</td></tr>\n" as Markup
    }
    return """
      <section id="results" class="card"><h2>Results</h2><div class="table"><table class="words"><thead><tr><th></th>\
      <th scope="col">\(names.0)</th><th scope="col">\(names.1)</th></tr></thead><tbody>
      \(rows)</tbody></table></div></section>

      """
  }

  private var curveSection: Markup {
    let charts = [
      chart("loss", "Loss", .loss) { history in
        RunCharts.loss(history).curves.filter { $0.style != .faint }
      },
      chart("rates", "Learning rate", .rate) { history in RunCharts.rates(history).curves },
    ]
    let shown = charts.filter { !$0.isEmpty }.map { ChartMarkup($0).figure }
    guard !shown.isEmpty else { return .empty }
    return "<section id=\"curves\" class=\"card\"><h2>Curves</h2>\n\(shown)</section>\n"
  }

  /// The curves of both runs in one chart, each run with colours of its own.
  private func chart(
    _ id: String, _ title: String, _ format: Chart.Format, _ curves: (RunHistory) -> [Chart.Curve]
  ) -> Chart {
    let all = zip([first, second], [names.0, names.1]).enumerated().flatMap { index, run in
      curves(run.0).enumerated().map { number, curve in
        var curve = curve
        curve.label = "\(curve.label) of \(run.1)"
        curve.color = 1 + (index + 2 * number) % 6
        return curve
      }
    }
    let steps = all.flatMap { [$0.steps.first, $0.steps.last].compactMap(\.self) }
    var chart = Chart(
      id: id, title: title, format: format, curves: all, firstStep: min(1, steps.min() ?? 1),
      lastStep: max(1, steps.max() ?? 1))
    if case .rate = format { chart.startsAtZero = true }
    return chart
  }

  private var differenceSection: Markup {
    guard let difference else {
      let lines = unreadablePlans.map {
        "<p class=\"note\">\($0), so that the settings are not compared.</p>" as Markup
      }
      return "<section id=\"differences\" class=\"card\"><h2>What differs</h2>\(lines.joined())</section>\n"
    }
    let rows = (difference.settings + difference.inputs + difference.consequences).map { line in
      "<tr><th scope=\"row\">\(line.subject)</th><td>\(line.change)</td></tr>\n" as Markup
    }
    let content: Markup =
      rows.isEmpty
      ? "<p class=\"note\">Both were planned alike.</p>"
      : "<div class=\"table\"><table class=\"words\"><tbody>\n\(rows)</tbody></table></div>"
    return "<section id=\"differences\" class=\"card\"><h2>What differs</h2>\(content)</section>\n"
  }

  /// The last preview of each prompt, of both runs side by side.
  private func previewSection(_ pictures: ReportPictures) -> Markup {
    let last = [first, second].map { history in
      Dictionary(history.samples.map { ($0.prompt, $0) }, uniquingKeysWith: { $1 })
    }
    let uris = pictures.dataURIs(last.flatMap { $0.values.map(\.file) }.sorted())
    let prompts = Set(last.flatMap(\.keys)).sorted()
    let rows = prompts.map { prompt -> Markup in
      let figures = zip(last, [names.0, names.1]).map { samples, name -> Markup in
        guard let sample = samples[prompt], let uri = uris[sample.file] else {
          return "<figure class=\"side\"></figure>"
        }
        let text = "\(name), step \(sample.step.map(Numbers.grouped) ?? "unknown")"
        return """
          <figure class="side"><img src="\(uri)" alt="Preview of \(text)"><figcaption>\(text)</figcaption></figure>
          """
      }
      return "<article class=\"sides\">\(figures)</article>\n"
    }
    guard !rows.isEmpty else { return .empty }
    return "<section id=\"previews\" class=\"card\"><h2>Last previews</h2>\n\(rows)</section>\n"
  }
}
