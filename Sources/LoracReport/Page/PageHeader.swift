internal import LoracPlanText
internal import LoracRunHistory

/// The run's name and how it stands.
struct PageHeader {
  /// The run.
  var history: RunHistory

  /// The header's content.
  var markup: Markup {
    let backend = history.backend == "kohya" ? "kohya sd-scripts" : "lorac"
    let outcome = history.outcome.word
    // When the log last told something, for the script.
    let until: Markup =
      history.outcome == .running
      ? " data-until=\"\(Numbers.shortest(history.lastMoment))\"" : .empty
    return """
      <div class="title"><h1>\(history.name)</h1><span class="badge \(outcome)"\(until)>\(outcome)</span>\
      <span id="connection" role="status"></span>
      <p>Trained by \(backend), begun \(Moments.text(history.began)) · <span class="path">\(history.folder)</span></p></div>
      """
  }
}
