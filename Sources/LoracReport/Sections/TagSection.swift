internal import LoracPlanText
internal import LoracPlan
internal import LoracRunHistory
internal import LoracTagReport
internal import LoracTags

/// How often each tag occurs in the captions that were trained.
struct TagSection {
  private let history: RunHistory
  /// Tags that get a bar of their own.
  private static let barCount = 24
  /// Tags that are listed at all.
  private static let listCount = 400

  /// The section of `history`.
  init(_ history: RunHistory) { self.history = history }

  /// The section; empty without captions.
  var markup: Markup {
    let captions = captions
    let frequencies = TagReport.frequencies(of: captions).filter { $0.after > 0 }
    guard let most = frequencies.first?.after else { return .empty }
    let bars = frequencies.prefix(Self.barCount).map { tag in
      """
      <li><span>\(tag.tag)</span><i style="width:\(tag.after * 100 / most)%"></i><b>\(Numbers.grouped(tag.after))</b></li>

      """ as Markup
    }
    return """
      <section id="tags" class="card"><h2>Tags</h2>
      <p class="note">\(Numbers.count(frequencies.count, "tag")) in the captions of \(Numbers.count(captions.count, "image")).</p>
      <ol class="bars">\(bars)</ol>
      \(rest(frequencies))</section>

      """
  }

  private func rest(_ frequencies: [TagReport.Frequency]) -> Markup {
    let rest = frequencies.dropFirst(Self.barCount)
    guard !rest.isEmpty else { return .empty }
    let items = rest.prefix(Self.listCount).map { "<li>\($0.tag) <b>\(Numbers.grouped($0.after))</b></li>" as Markup }
    let more = rest.count - Self.listCount
    let end: Markup = more > 0 ? "<li>and \(Numbers.grouped(more)) more</li>" : .empty
    return """
      <details id="more-tags"><summary>\(Numbers.count(rest.count, "further tag"))</summary>\
      <ul class="tags">\(items)\(end)</ul></details>

      """
  }

  /// The captions of the training images.
  private var captions: [EditedCaption] {
    guard let plan = history.plan, let dataset = plan.dataset else { return [] }
    let settings = plan.data.datasets.flatMap(\.folders)
    return dataset.folders.filter { !$0.isRegularization }.flatMap { folder -> [EditedCaption] in
      let separator = settings.first { $0.path == folder.path }?.captions.separator ?? ","
      let captions = folder.images.map { ImageCaption(folder: folder.path, file: $0.file, text: $0.caption) }
      return TagEditor([], separator: separator).apply(to: captions).captions
    }
  }
}
