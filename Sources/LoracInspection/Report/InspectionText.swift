package import LoracDiagnosticRendering
internal import LoracImages

/// An inspection as a page for people.
package struct InspectionText {
  private let inspection: Inspection
  private let palette: Palette
  private let width: Int

  /// Names that a list shows.
  private static let limit = 10
  /// Rows that a section shows.
  private static let mostRows = 30
  private static let indent = 12

  /// A page in so many columns.
  package init(_ inspection: Inspection, palette: Palette = .plain, width: Int = 100) {
    self.inspection = inspection
    self.palette = palette
    self.width = width
  }

  /// The page, each line with its line feed.
  package var text: String {
    guard !inspection.pictures.isEmpty else { return "no images\n" }
    let sections = [images, shapes, sharpness, exposure, duplicates, captions, repeats]
    return sections.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private var images: [String] {
    let folders = Set(inspection.pictures.map(\.folder)).count
    var lines = row("Images", "\(Plural.text(inspection.pictures.count, "image")) in \(Plural.text(folders, "folder"))")
    for picture in inspection.unreadable {
      lines += row("", "\(escaped(picture.name)) \(picture.problem ?? "")", .error)
    }
    return lines
  }

  private var shapes: [String] {
    let sizes = inspection.sizes
    let byArea = sizes.sorted { $0.pixels < $1.pixels }
    guard let least = byArea.first, let most = byArea.last else { return [] }
    var lines = row(
      "Sizes",
      least == most
        ? "all \(least)" : "from \(least) to \(most), the middle one \(byArea[byArea.count / 2])")
    if let resolution = inspection.resolution, !inspection.small.isEmpty {
      lines += row(
        "",
        "\(Plural.text(inspection.small.count, "image")) of fewer pixels than \(resolution), the resolution: "
          + names(inspection.small.map { "\(escaped($0.name)) (\($0.facts.map { "\($0.size)" } ?? ""))" }), .warning)
    }
    let most_ = inspection.shapes.bars.map(\.count).max() ?? 1
    for (place, bar) in inspection.shapes.bars.enumerated() {
      let length = max(1, bar.count * 30 / most_)
      let count = String(repeating: " ", count: max(0, 6 - bar.name.count)) + bar.name
      lines += row(place == 0 ? "Shapes" : "", "\(count)  \(String(repeating: "█", count: length)) \(bar.count)")
    }
    return lines
  }

  private func outliers(_ heading: String, _ kinds: [Outlier.Kind], none: String) -> [String] {
    let known = inspection.pictures.count { $0.facts != nil }
    guard known >= OutlierSearch.fewest else {
      return row(heading, "not compared: that takes \(OutlierSearch.fewest) images or more")
    }
    let found = inspection.outliers.filter { kinds.contains($0.kind) }
    guard !found.isEmpty else { return row(heading, none) }
    let lines = found.prefix(Self.mostRows).enumerated().flatMap { place, outlier in
      row(
        place == 0 ? heading : "", "\(escaped(inspection.pictures[outlier.picture].name)) \(outlier.words)", .warning)
    }
    return lines + more(found.count, "image")
  }

  private var sharpness: [String] { outliers("Sharpness", [.blurred], none: "none is blurred beside the others") }

  private var exposure: [String] {
    outliers("Exposure", [.dark, .bright, .crushed, .burntOut], none: "none is dark or bright beside the others")
  }

  private var duplicates: [String] {
    let groups = inspection.nearDuplicates.groups
    guard !groups.isEmpty else { return row("Duplicates", "no two look the same") }
    let lines = groups.prefix(Self.mostRows).enumerated().flatMap { place, group in
      let names = group.pictures.prefix(Self.limit).map { picture in
        escaped(inspection.pictures[picture].name) + (group.mirrored.contains(picture) ? " (mirrored)" : "")
      }
      let rest = group.pictures.count - names.count
      let text = names.joined(separator: " = ") + (rest > 0 ? " and \(rest) more" : "")
      return row(place == 0 ? "Duplicates" : "", text, .warning)
    }
    return lines + more(groups.count, "group")
  }

  /// A line for what is not shown of a long list.
  private func more(_ count: Int, _ noun: String) -> [String] {
    guard count > Self.mostRows else { return [] }
    return row("", "and \(Plural.text(count - Self.mostRows, noun)) more; --format json has all")
  }

  private var captions: [String] {
    let broken = inspection.unreadableCaptions.prefix(Self.mostRows).map { picture in
      row("", "the caption of \(escaped(picture.name)) \(picture.captionProblem ?? "cannot be read")", .warning)
    }
    let rest = more(inspection.unreadableCaptions.count, "caption")
    return missingCaptions + broken.flatMap(\.self) + rest
  }

  private var missingCaptions: [String] {
    let missing = inspection.uncaptioned
    let all = inspection.pictures.count
    guard !missing.isEmpty else { return row("Captions", "every image has one") }
    guard missing.count < all else {
      return row("Captions", "no image has one: a tagger can write them (prepare.tagger)", .warning)
    }
    return row(
      "Captions",
      "\(missing.count) of \(all) images \(missing.count == 1 ? "has" : "have") none: \(names(missing.map { escaped($0.name) }))",
      .warning)
  }

  private var repeats: [String] {
    let advice = inspection.advice
    var lines: [String] = []
    for (place, suggestion) in advice.suggestions.enumerated() {
      let way = suggestion.preset.map { "preset \($0)" } ?? "one epoch"
      let padded = way + String(repeating: " ", count: max(0, 18 - way.count))
      lines += row(
        place == 0 ? "Repeats" : "",
        "\(padded)\(Plural.text(suggestion.repeats, "repeat")) × \(Plural.text(suggestion.epochs, "epoch")) = "
          + "\(Plural.grouped(suggestion.steps)) steps at batch 1")
    }
    return lines + row("Advice", advice.words(duplicates: inspection.nearDuplicates.surplus), advice.style)
  }

  private func names(_ names: [String]) -> String {
    let shown = names.prefix(Self.limit).joined(separator: ", ")
    return names.count > Self.limit ? "\(shown) and \(names.count - Self.limit) more" : shown
  }

  private func escaped(_ text: String) -> String { VisibleText.escape(text) }

  /// A heading and a text behind it, on as many lines as it takes.
  private func row(_ heading: String, _ text: String, _ style: Palette.Style? = nil) -> [String] {
    TextWrapping.lines(text, width: max(20, width - Self.indent)).enumerated().map { place, line in
      let start = place == 0 ? heading : ""
      return start + String(repeating: " ", count: Self.indent - start.count)
        + (style.map { palette.paint(line, $0) } ?? line)
    }
  }
}

extension Outlier {
  /// The finding, as the end of a sentence that begins with the image's name.
  var words: String {
    func percent(_ share: Double) -> String {
      share > 0 && share < 0.01 ? "less than 1 %" : "\(Int((share * 100).rounded())) %"
    }
    switch kind {
    case .blurred: return "is blurred: \(percent(usual > 0 ? value / usual : 0)) of the usual sharpness"
    case .dark: return "is dark: median brightness \(Int(value)) of 255, usually \(Int(usual))"
    case .bright: return "is bright: median brightness \(Int(value)) of 255, usually \(Int(usual))"
    case .crushed: return "has lost its shadows: \(percent(value)) is black, usually \(percent(usual))"
    case .burntOut: return "has lost its lights: \(percent(value)) is white, usually \(percent(usual))"
    }
  }
}

extension RepeatAdvice {
  /// What to make of the number of images.
  func words(duplicates: Int) -> String {
    let different = Plural.text(distinct, duplicates > 0 && distinct != 1 ? "different image" : "image")
    switch amount {
    case .none: return "there is nothing to train"
    case .tooFew:
      return
        "\(different) \(distinct == 1 ? "is" : "are") too few: what they share (pose, background, light) is learned as part of the subject. "
        + "15 to 35 with other angles, distances and light do more than any number of repeats"
    case .few:
      return
        "\(different) can do, with many repeats; about 35 with different angles, distances, poses and light are better"
    case .enough: return "\(different) are enough, if angles, distances, poses and light differ"
    }
  }

  var style: Palette.Style? { amount == .tooFew || amount == .none ? .warning : nil }
}

/// Numbers of things.
enum Plural {
  /// `1 image` or `3 images`.
  static func text(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

  /// A number with commas between thousands.
  static func grouped(_ value: Int) -> String {
    var groups: [String] = []
    var rest = String(value)
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest.removeLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}
