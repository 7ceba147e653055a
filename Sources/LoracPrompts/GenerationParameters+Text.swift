internal import LoracJSON

extension GenerationParameters {
  /// The text as A1111 writes it: prompt, negative prompt, a line of fields.
  package var text: String {
    var lines = [prompt]
    if !negative.isEmpty { lines.append("Negative prompt: \(negative)") }
    let fields = self.fields
    if !fields.isEmpty {
      lines.append(fields.map { "\($0.name): \(Self.quoted($0.value))" }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }

  private var fields: [Field] {
    let known: [(String, String?)] = [
      ("Steps", steps.map { "\($0)" }), ("Sampler", sampler), ("Schedule type", scheduleType),
      ("CFG scale", guidance.map { Self.short($0) }), ("Seed", seed.map { "\($0)" }),
      ("Size", size.map { "\($0.width)x\($0.height)" }), ("Model hash", modelHash), ("Model", model),
      ("Clip skip", clipSkip.map { "\($0)" }),
    ]
    return known.compactMap { name, value in value.map { Field(name, $0) } } + others
  }

  /// As A1111 quotes: only what would be taken apart.
  private static func quoted(_ value: String) -> String {
    guard value.contains(where: { ",\n:".contains($0) }) else { return value }
    return JSONValue.string(value).serialized(pretty: false)
  }

  /// Whole numbers without a fraction.
  private static func short(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
