internal import LoracPlan
internal import LoracPrompts
internal import LoracSamplers

/// One picture as a recipe or a prompt file asks for it; what it leaves out is nil.
struct SampleRequest {
  var prompt: String
  var negative: String?
  var width: Int?
  var height: Int?
  var steps: Int?
  var cfg: Double?
  var seed: Int?
  var sampler: String?
  /// The hidden layer of the text encoder, which is one for all previews.
  var clipSkip: Int?
  /// What its writer may expect and does not get, a phrase each.
  var notFollowed: [String] = []
  /// Values that end the training at the first preview, a phrase each.
  var wrong: [String] = []

  /// A picture of `prompt`.
  init(prompt: String) { self.prompt = prompt }

  /// A text of a list: what A1111 writes into pictures, or a line of a kohya prompt file.
  init(text: String) {
    let pasted = GenerationParameters(pasted: text)
    if pasted.saysMoreThanPrompt {
      self.init(pasted)
    } else {
      self.init(KohyaPrompt(line: text))
    }
  }

  /// A picture of a kohya prompt file.
  init(_ kohya: KohyaPrompt) {
    prompt = kohya.prompt
    (negative, width, height) = (kohya.negative, kohya.width, kohya.height)
    (steps, cfg, seed, sampler) = (kohya.steps, kohya.scale, kohya.seed, kohya.sampler)
    for note in kohya.notes {
      if case .wrongType = note { wrong.append("\(note)") } else { notFollowed.append("\(note)") }
    }
  }

  private init(_ pasted: GenerationParameters) {
    prompt = pasted.prompt
    negative = pasted.negative.isEmpty ? nil : pasted.negative
    (width, height) = (pasted.size?.width, pasted.size?.height)
    (steps, cfg) = (pasted.steps, pasted.guidance)
    // -1 draws a seed in A1111; previews have the recipe's, so that they can be compared.
    seed = pasted.seed == -1 ? nil : pasted.seed
    sampler = pasted.sampler.map { name in
      let scheduled = pasted.scheduleType.flatMap { Sampler.named(name)?.scheduled($0) }
      return scheduled?.name ?? name
    }
    let ignored = [
      "Version", "Lora hashes", "TI hashes", "VAE", "VAE hash", "RNG", "Face restoration", "Eta", "ENSD", "Hashes",
    ]
    let others = pasted.others.map(\.name).filter { !ignored.contains($0) }
    if !others.isEmpty { notFollowed.append("\(NameList.text(others)) is not done") }
    clipSkip = pasted.clipSkip
    notFollowed += pasted.unreadable.map { "'\($0.name): \($0.value)' cannot be read" }
  }
}
