package import LoracAdvice
package import LoracRunHistory

/// A run as a page: one HTML file that needs nothing beside it, neither a net nor other files.
package struct RunReport: Sendable {
  /// Where the page is read.
  package enum Place: Sendable, Hashable {
    /// From a file; it shows the moment at which it was written.
    case file
    /// From the server of `lorac watch`, which the page asks whether there is another version than this.
    case server(version: Int)
  }

  /// The run.
  package var history: RunHistory
  /// What the run's evidence shows; nil leaves the section out.
  package var findings: [Finding]?
  /// The same training as a kohya command; nil if there is none.
  package var kohyaCommand: String?
  /// The version of the lorac that makes the page.
  package var version: String
  /// Where the page is read.
  package var place: Place = .file

  /// A page on `history`.
  package init(_ history: RunHistory, findings: [Finding]? = nil, kohyaCommand: String? = nil, version: String) {
    self.history = history
    self.findings = findings
    self.kohyaCommand = kohyaCommand
    self.version = version
  }

  /// The page; equal runs give equal pages.
  package func page(pictures: ReportPictures = ReportPictures()) -> String {
    let paths = history.samples.map(\.file) + [history.effectGrid].compactMap(\.self)
    let uris = pictures.dataURIs(paths)
    let sections: [Markup] = [
      OutcomeSection(history).markup, RateSection(history).markup, AdviceSection(findings: findings ?? []).markup,
      curves,
      PreviewSection(history, pictures: uris).markup, EffectSection(history, pictures: uris).markup,
      PlanSection(history).markup, TagSection(history).markup,
      RecipeSection(history, kohyaCommand: kohyaCommand).markup, EnvironmentSection(history, version: version).markup,
    ]
    let header = PageHeader(history: history)
    return Page(
      title: "\(history.name): \(history.outcome.word)", header: header.markup, main: sections.joined(), place: place
    ).html
  }

  private var curves: Markup {
    let charts = [RunCharts.loss(history), RunCharts.rates(history)].filter { !$0.isEmpty }
    guard !charts.isEmpty else { return .empty }
    let gradients = RunCharts.gradients(history)
    let more: Markup =
      gradients.isEmpty
      ? .empty
      : """
      <details id="more-gradients"><summary>Gradient norm</summary>\(ChartMarkup(gradients).figure)</details>
      """
    return """
      <section id="curves" class="card"><h2>Curves</h2>
      \(charts.map { ChartMarkup($0).figure }.joined())\(more)
      </section>

      """
  }
}
