package import LoracDiagnostics
import LoracDiffusion
package import LoracPrompts
import LoracSamplers

/// A picture as somebody asks for it: in words of A1111's or kohya's, with references to LoRAs in the prompt.
package struct PictureOrder: Sendable {
  /// What is asked for; what is nil takes the usual value.
  package var parameters: GenerationParameters
  /// How brackets are read.
  package var syntax: PromptSyntax

  /// An order of `parameters`.
  package init(_ parameters: GenerationParameters, syntax: PromptSyntax = .automatic1111) {
    self.parameters = parameters
    self.syntax = syntax
  }

  /// Usual values, A1111's.
  private static let (usualSampler, usualSteps, usualGuidance) = ("Euler a", 20, 7.0)
  private static let usualSize = PictureSize(width: 512, height: 512)
  /// Lengths of a side.
  private static let sides = 64...4096
  /// Fields of pasted settings that do not change a picture.
  private static let harmless: Set<String> = [
    "Version", "Model hash", "Lora hashes", "TI hashes", "Hashes", "RNG", "Face restoration", "VAE hash",
    "Created Date",
  ]

  /// What an order comes to.
  package struct Resolved: Sendable {
    /// The picture, with the seed of the first.
    package var request: PictureRequest
    /// The LoRAs that the prompt asks for, in order.
    package var loras: [LoraReference]
    /// The prompt as it was given.
    package var prompt: String
    /// The negative prompt as it was given.
    package var negative: String
  }

  /// Checks everything at once; nil if something is wrong, which is reported.
  ///
  /// `seed` is that of a picture for which none is asked; `layers` are those of the text encoder.
  package func resolve(
    seed: Int, layers: Int, into diagnostics: inout [Diagnostic]
  ) -> Resolved? {
    let errors = diagnostics.count { $0.severity == .error }
    let references = PromptReferences(in: parameters.prompt)
    for refused in references.refused { diagnostics.append(.promptWeight(refused, in: parameters.prompt)) }
    reportUnfollowed(into: &diagnostics)
    let sampler = sampler(into: &diagnostics)
    let steps = parameters.steps ?? Self.usualSteps
    let range = (sampler?.fewestSteps ?? 1)...NoiseSchedule.stepCount
    if !range.contains(steps) { diagnostics.append(.samplingOutOfRange("the number of steps", steps, range)) }
    let clipSkip = parameters.clipSkip ?? 1
    if !(1...layers).contains(clipSkip) { diagnostics.append(.samplingOutOfRange("clip skip", clipSkip, 1...layers)) }
    let size = size(into: &diagnostics)
    guard let sampler, diagnostics.count(where: { $0.severity == .error }) == errors else { return nil }
    do throws(PromptWeightError) {
      let request = try PictureRequest(
        references.prompt, negative: parameters.negative, syntax: syntax, width: size.width, height: size.height,
        steps: steps, guidance: parameters.guidance ?? Self.usualGuidance, seed: parameters.seed ?? seed,
        sampler: sampler, clipSkip: clipSkip)
      return Resolved(
        request: request, loras: references.loras, prompt: parameters.prompt, negative: parameters.negative)
    } catch {
      diagnostics.append(.promptWeight(error.number, in: parameters.prompt))
      return nil
    }
  }

  private func sampler(into diagnostics: inout [Diagnostic]) -> Sampler? {
    let name = parameters.sampler ?? Self.usualSampler
    guard let sampler = Sampler.named(name) else {
      diagnostics.append(.unknownSampler(name))
      return nil
    }
    guard let schedule = parameters.scheduleType else { return sampler }
    if let scheduled = sampler.scheduled(schedule) { return scheduled }
    diagnostics.append(.settingsNotFollowed(["Schedule type: \(schedule)"]))
    return sampler
  }

  private func size(into diagnostics: inout [Diagnostic]) -> PictureSize {
    let asked = parameters.size ?? Self.usualSize
    let made = asked.floored
    for side in [made.width, made.height] where !Self.sides.contains(side) {
      diagnostics.append(.samplingOutOfRange("a side", side, Self.sides))
      return Self.usualSize
    }
    if made != asked {
      diagnostics.append(
        .sizeFloored(from: "\(asked.width)x\(asked.height)", to: "\(made.width)x\(made.height)"))
    }
    return made
  }

  private func reportUnfollowed(into diagnostics: inout [Diagnostic]) {
    let unknown = parameters.others.filter { !Self.harmless.contains($0.name) }
    let settings = (parameters.unreadable + unknown).map { "\($0.name): \($0.value)" }
    if !settings.isEmpty { diagnostics.append(.settingsNotFollowed(settings)) }
  }
}
