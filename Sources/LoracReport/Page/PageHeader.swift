internal import LoracRunHistory

/// The run's name and how it stands.
struct PageHeader {
  /// The run.
  var history: RunHistory

  /// The header's content.
  var markup: Markup {
    let backend = history.backend == "kohya" ? "kohya sd-scripts" : "lorac"
    let outcome = history.outcome.word
    return """
      <div class="title"><h1>\(history.name)</h1><span class="badge \(outcome)">\(outcome)</span>\
      <span id="connection" role="status"></span>
      <p>Trained by \(backend), begun \(Moments.text(history.began)) · <span class="path">\(history.folder)</span></p></div>
      """
  }
}
