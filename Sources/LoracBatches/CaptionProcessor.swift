package import LoracPlan
package import LoracRandom

/// What sd-scripts makes of a caption each time its image is trained (`process_caption`, train_util.py:821-932).
package struct CaptionProcessor: Sendable {
  private let settings: CaptionSettings
  private let separator: ByteText
  private let warmup: TokenWarmup?

  /// Processes captions by `settings`.
  package init(_ settings: CaptionSettings) { self.init(settings, warmup: nil) }

  /// Processes captions that have few tags at first.
  init(_ settings: CaptionSettings, warmup: TokenWarmup?) {
    self.settings = settings
    self.warmup = warmup
    separator = ByteText(settings.separator)
  }

  /// The caption to train.
  ///
  /// - Parameters:
  ///   - caption: As the plan has it.
  ///   - epoch: The epoch that the dataset believes in; 0 before the first batch.
  ///   - step: The optimizer steps that the dataset believes to be done.
  ///   - random: Python's generator.
  /// - Returns: The caption with what chance made of it; empty if it was dropped.
  package func caption(_ caption: String, epoch: Int, step: Int = 0, random: inout PythonRandom) -> String {
    var text = ByteText(caption)
    if let prefix = settings.prefix, !prefix.isEmpty { text = ByteText(prefix + " ") + text }
    if let suffix = settings.suffix, !suffix.isEmpty { text = text + ByteText(" " + suffix) }
    if isDropped(epoch: epoch, random: &random) { return "" }
    text = settings.wildcard ? Wildcards.resolve(text, random: &random) : ByteText(text.bytes.prefix { $0 != 0x0A })
    if settings.shuffle || warmup != nil || settings.tagDropout > 0 {
      text = arranged(text, step: step, random: &random)
    }
    if let secondary = settings.secondarySeparator, !secondary.isEmpty {
      text = text.replacing(ByteText(secondary), by: separator)
    }
    return text.string
  }

  private func isDropped(epoch: Int, random: inout PythonRandom) -> Bool {
    if settings.dropout > 0, random.unit() < settings.dropout { return true }
    return settings.dropoutEveryEpochs > 0 && epoch % settings.dropoutEveryEpochs == 0
  }

  /// Shuffles the tags that may move and leaves some out.
  private func arranged(_ text: ByteText, step: Int, random: inout PythonRandom) -> ByteText {
    var (first, tags, last) = parts(of: text)
    if let warmup { tags = warmup.shortened(tags, step: step) }
    if settings.shuffle { random.shuffle(&tags) }
    if settings.tagDropout > 0 { tags = tags.filter { _ in random.unit() >= settings.tagDropout } }
    return .joined(first + tags + last, by: ", ")
  }

  /// The tags that stay in front, those that may move, and those that stay behind.
  private func parts(of text: ByteText) -> ([ByteText], [ByteText], [ByteText]) {
    if let mark = settings.keepTokensSeparator, !mark.isEmpty, text.contains(ByteText(mark)) {
      let parts = text.split(ByteText(mark), limit: 2).map { part in
        part.split(separator).map(\.stripped).filter { !$0.bytes.isEmpty }
      }
      return (parts[0], parts[1], parts.count > 2 ? parts[2] : [])
    }
    let tags = text.stripped.split(separator).map(\.stripped)
    let kept = max(0, min(settings.keepTokens, tags.count))
    return (Array(tags[..<kept]), Array(tags[kept...]), [])
  }
}

/// More and more tags over the first steps (train_util.py:890-899).
///
/// A part of the steps that comes to less than one step is no warm-up here; sd-scripts divides the tags of the very first
/// caption anew then.
struct TokenWarmup: Sendable {
  private let minimum: Int
  private let steps: Double

  /// A warm-up over `steps`, or below 1 over a part of `total`; nil for none.
  init?(minimum: Int, steps: Double, total: Int) {
    self.minimum = minimum
    self.steps = steps < 1 ? (steps * Double(total)).rounded(.down) : steps
    guard self.steps > 0 else { return nil }
  }

  /// The tags that are trained after `step` steps.
  func shortened(_ tags: [ByteText], step: Int) -> [ByteText] {
    guard Double(step) < steps else { return tags }
    let slope = (Double(tags.count) - Double(minimum)) / steps
    let count = (Double(step) * slope).rounded(.down) + Double(minimum)
    let all = Double(tags.count)
    let kept = Int(min(max(count, -all), all))
    return kept < 0 ? tags.dropLast(-kept) : Array(tags.prefix(kept))
  }
}

extension ByteText {
  static func + (one: ByteText, other: ByteText) -> ByteText { ByteText(one.bytes + other.bytes) }
}
