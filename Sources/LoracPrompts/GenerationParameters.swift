/// A picture as A1111 describes it: what people paste, and what lies in a PNG's `parameters`.
package struct GenerationParameters: Sendable, Hashable {
  /// A field that lorac has no place for.
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String

    /// A field by A1111's name.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var prompt: String
  /// Empty without one.
  package var negative = ""
  package var steps: Int?
  /// As it is written, like `DPM++ SDE Karras`.
  package var sampler: String?
  /// Where newer versions write the sampler's noise levels, like `Karras`.
  package var scheduleType: String?
  package var guidance: Double?
  package var seed: Int?
  package var size: PictureSize?
  /// Of a size whose height is not said; kohya's options allow that.
  package var loneWidth: Int?
  /// Of a size whose width is not said.
  package var loneHeight: Int?
  package var modelHash: String?
  package var model: String?
  package var clipSkip: Int?
  /// All others in their order.
  package var others: [Field] = []
  /// Fields that lorac knows whose value it cannot read.
  package var unreadable: [Field] = []
  /// Options of kohya's that its way of reading drops, a phrase each.
  package var dropped: [String] = []

  /// A picture of `prompt`.
  package init(prompt: String) { self.prompt = prompt }

  /// Whether text was pasted from a picture rather than being a prompt alone.
  package var saysMoreThanPrompt: Bool {
    !negative.isEmpty || steps != nil || sampler != nil || seed != nil || size != nil || guidance != nil
  }

  /// Takes the sides that are not said from `usual`.
  package mutating func completeSize(from usual: PictureSize) {
    guard size == nil else { return }
    size = PictureSize(width: loneWidth ?? usual.width, height: loneHeight ?? usual.height)
    (loneWidth, loneHeight) = (nil, nil)
  }

  /// What somebody typed or pasted: text as A1111 shows it below a picture, else a line with kohya's options, such as
  /// `--n` and `--s`.
  package init(reading text: String) {
    self.init(pasted: text)
    guard !saysMoreThanPrompt, unreadable.isEmpty, text.contains(" --") else { return }
    let line = KohyaPrompt(line: prompt)
    (prompt, negative) = (Self.trimmed(line.prompt), line.negative ?? "")
    (steps, guidance, seed, sampler) = (line.steps, line.scale, line.seed, line.sampler)
    (loneWidth, loneHeight) = (line.width, line.height)
    if let width = line.width, let height = line.height {
      completeSize(from: PictureSize(width: width, height: height))
    }
    dropped = line.notes.map(\.description)
  }
}
