internal import LoracPlan
internal import LoracPlanText
internal import LoracRunHistory

/// Previews over time: a row for each prompt, and one slider for all.
struct PreviewSection {
  private let history: RunHistory
  private let pictures: [String: String]
  private let moments: [Moment]

  /// When previews were made.
  private struct Moment: Hashable {
    var step: Int?
    var epoch: Int?

    var label: String {
      switch (step, epoch) {
      case (0?, _): "before training"
      case (let step?, let epoch?): "epoch \(epoch), step \(Numbers.grouped(step))"
      case (let step?, nil): "step \(Numbers.grouped(step))"
      case (nil, let epoch?): "epoch \(epoch)"
      case (nil, nil): "at an unknown step"
      }
    }

    var short: String { step.map(Numbers.grouped) ?? epoch.map { "e\($0)" } ?? "?" }
  }

  /// The section of `history`, with the data URIs of its pictures by path.
  init(_ history: RunHistory, pictures: [String: String]) {
    self.history = history
    self.pictures = pictures
    var moments: [Moment] = []
    for sample in history.samples where pictures[sample.file] != nil {
      let moment = Moment(step: sample.step, epoch: sample.epoch)
      if !moments.contains(moment) { moments.append(moment) }
    }
    self.moments = moments
  }

  /// The section; where no picture is there yet, a sentence, and nothing if none is planned.
  var markup: Markup {
    guard !moments.isEmpty else { return missing }
    let prompts = Set(history.samples.map(\.prompt)).sorted()
    return """
      <section id="previews" class="card"><h2>Previews</h2>
      <div class="film"><button type="button" class="play" aria-label="Play">▶</button>\
      <input type="range" min="0" max="\(moments.count - 1)" value="\(moments.count - 1)" step="1" \
      aria-label="Moment of the previews"><output>\(moments.last?.label ?? "")</output></div>
      \(prompts.map(row).joined())</section>

      """
  }

  private var missing: Markup {
    guard let first = history.plan?.samples.first, history.outcome == .running else { return .empty }
    let moment = Moment(step: first.step, epoch: first.epoch).label
    return """
      <section id="previews" class="card"><h2>Previews</h2><p class="note">The first ones are planned: \(moment).</p></section>

      """
  }

  private func row(_ prompt: Int) -> Markup {
    let own = history.samples.filter { $0.prompt == prompt && pictures[$0.file] != nil }
    let planned = history.plan?.sample?.prompts
    let text = planned.flatMap { $0.indices.contains(prompt) ? $0[prompt] : nil }
    let title = text?.prompt ?? "prompt \(prompt + 1)"
    let strip = own.compactMap { sample -> Markup? in
      let moment = Moment(step: sample.step, epoch: sample.epoch)
      guard let index = moments.firstIndex(of: moment), let uri = pictures[sample.file] else { return nil }
      return """
        <li><button type="button" data-moment="\(index)" data-label="\(moment.label)"><img src="\(uri)" \
        alt="\(title), \(moment.label)"><span>\(moment.short)</span></button></li>

        """
    }
    return """
      <article class="prompt"><figure class="stage"><img alt=""><figcaption></figcaption></figure>
      <div class="words"><h3>\(title)</h3>\(text.map(settings) ?? .empty)
      <ol class="strip" aria-label="All moments of this prompt">\(strip)</ol></div></article>

      """
  }

  private func settings(_ prompt: SamplePrompt) -> Markup {
    let negative = prompt.negative.map { $0.isEmpty ? .empty : "<p class=\"negative\">without: \($0)</p>" as Markup }
    var facts = ["\(prompt.size.width)×\(prompt.size.height)", Numbers.count(prompt.steps, "sampling step")]
    facts.append("cfg \(Numbers.shortest(prompt.cfg))")
    if let seed = prompt.seed { facts.append("seed \(seed)") }
    if let sampler = history.plan?.sample?.sampler { facts.append(sampler) }
    return "\(negative ?? .empty)<p class=\"note\">\(facts.joined(separator: ", "))</p>"
  }
}
