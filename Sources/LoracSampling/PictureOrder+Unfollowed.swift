import LoracPrompts
import LoracSamplers

extension PictureOrder {
  /// Fields of pasted settings that do not change a picture.
  private static let harmless: Set<String> = [
    "Version", "Lora hashes", "TI hashes", "Hashes", "VAE hash", "Created Date", "User",
  ]

  /// What its writer may expect and does not get, a phrase each: A1111's syntax and pasted settings; `base` is the path of
  /// the base model.
  package func unfollowed(base: String) -> [String] {
    var found: [String] = []
    for text in [parameters.prompt, parameters.negative] {
      for syntax in UnsupportedSyntax.found(in: text) where !found.contains("\(syntax)") { found.append("\(syntax)") }
    }
    found += PromptReferences(in: parameters.prompt).partlyRead.map {
      "'\($0)': only the name and two weights are followed"
    }
    let negative = PromptReferences(in: parameters.negative)
    if !negative.loras.isEmpty || !negative.refused.isEmpty {
      found.append("LoRAs do nothing in a negative prompt")
    }
    found += parameters.dropped
    found += parameters.unreadable.map { "'\($0.name): \($0.value)' cannot be read" }
    found += parameters.others.filter { !Self.isHarmless($0) }.map { "\($0.name): \($0.value)" }
    if let schedule = parameters.scheduleType, let sampler = Sampler.named(parameters.sampler ?? Self.usualSampler),
      sampler.scheduled(schedule) == nil
    {
      found.append("Schedule type: \(schedule)")
    }
    return found + otherModel(base: base)
  }

  private static func isHarmless(_ field: GenerationParameters.Field) -> Bool {
    // Here, too, the first noise is drawn as the CPU does.
    harmless.contains(field.name) || field.name == "RNG" && field.value == "CPU"
  }

  /// A model that the settings name and that is another one, as far as names tell.
  private func otherModel(base: String) -> [String] {
    let name = PictureRequest.modelName(base)
    if let model = parameters.model {
      let isSame = PictureRequest.modelName(model).lowercased() == name.lowercased() || model == name
      return isSame ? [] : ["Model: \(model); the base model here is '\(name)'"]
    }
    return parameters.modelHash.map { ["Model hash: \($0); the base model here is '\(name)', which may be another"] }
      ?? []
  }
}
