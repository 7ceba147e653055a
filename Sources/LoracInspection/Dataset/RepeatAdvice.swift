/// How often each picture of a set should count, by the presets and by rules of thumb of LoRA tutorials.
package struct RepeatAdvice: Sendable, Hashable {
  /// A way to train the set.
  package struct Suggestion: Sendable, Hashable {
    /// The preset; nil for one long epoch.
    package let preset: String?
    /// Repeats of each picture.
    package let repeats: Int
    /// Epochs.
    package let epochs: Int
    /// Images × repeats × epochs: steps at batch size 1.
    package let steps: Int
  }

  /// How much there is to learn from.
  package enum Amount: String, Sendable, Hashable {
    /// Nothing.
    case none
    /// Fewer than 10: what they share is learned as part of the subject.
    case tooFew = "too_few"
    /// 10 to 19: enough with many repeats.
    case few
    /// 20 or more; about 35 are plenty for one subject.
    case enough
  }

  /// Pictures that differ from each other.
  package let distinct: Int
  /// How much there is to learn from.
  package let amount: Amount
  /// The preset's way first, then the other preset's, then one long epoch.
  package let suggestions: [Suggestion]

  /// Repeats and epochs of the presets.
  private static let presets = [("anime", 8, 20), ("realistic", 15, 10)]

  /// Advice for a set of `images`, of which `surplus` look like others.
  ///
  /// One long epoch has about 1000 entries: 35 images count 30 times, a dozen 80 times, which is the most.
  package init(images: Int, surplus: Int, preset: String? = nil) {
    distinct = max(0, images - surplus)
    amount = distinct == 0 ? .none : distinct < 10 ? .tooFew : distinct < 20 ? .few : .enough
    guard images > 0 else {
      suggestions = []
      return
    }
    func suggestion(_ preset: String?, _ repeats: Int, _ epochs: Int) -> Suggestion {
      Suggestion(preset: preset, repeats: repeats, epochs: epochs, steps: images * repeats * epochs)
    }
    let exact = 1000 / Double(images)
    // In fives, as people would choose them.
    let repeats = exact < 5 ? Int(exact.rounded()) : Int((exact / 5).rounded()) * 5
    let order = Self.presets.sorted { left, right in left.0 == preset && right.0 != preset }
    suggestions =
      order.map { suggestion($0.0, $0.1, $0.2) } + [suggestion(nil, min(80, max(1, repeats)), 1)]
  }
}
