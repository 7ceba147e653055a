internal import LoracDiagnostics
internal import LoracPlan
internal import LoracPrompts
internal import LoracSampling

/// Prompts of the command line: a text, kohya's line with options, or settings pasted from A1111; `-` is standard input.
enum TypedPrompts {
  /// What each text asks for; reports an input without text.
  static func read(_ texts: [String], into diagnostics: inout [Diagnostic]) -> [GenerationParameters] {
    var input: String?
    return texts.map { text in
      guard text == "-" else { return GenerationParameters(reading: text) }
      // A second `-` would find nothing any more.
      let read = input ?? Terminal.readInput()
      if input == nil, read.allSatisfy(\.isWhitespace) {
        diagnostics.append(.cannotSample("standard input, which '--prompt -' reads, holds no prompt"))
      }
      input = read
      return GenerationParameters(reading: read)
    }
  }
}

extension GenerationParameters {
  /// Takes what is not said from a preview of the recipe, whose sampler is `sampler` unless it has its own.
  ///
  /// Settings that were pasted without a negative prompt had none.
  mutating func complete(from preview: SamplePrompt, sampler usual: String) {
    if negative.isEmpty, steps == nil || sampler == nil { negative = preview.negative ?? "" }
    sampler = sampler ?? preview.sampler ?? usual
    steps = steps ?? preview.steps
    guidance = guidance ?? preview.cfg
    seed = seed ?? preview.seed
    completeSize(from: PictureSize(width: preview.size.width, height: preview.size.height))
  }
}
