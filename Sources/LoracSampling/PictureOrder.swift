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
  static let usualSampler = "Euler a"
  private static let (usualSteps, usualGuidance) = (20, 7.0)
  private static let usualSize = PictureSize(width: 512, height: 512)
  /// Lengths of a side.
  private static let sides = 64...4096
  /// The seeds that a picture can have.
  package static let seeds = 0...Int(UInt32.max)
  /// In place of a seed: one is drawn, as in A1111.
  package static let drawnSeed = -1
  /// How strongly a prompt can lead.
  package static let guidances = 0.0...100.0

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
  /// `seed` is that of a picture for which none or ``drawnSeed`` is asked; `layers` are those of the text encoder.
  package func resolve(
    seed: Int, layers: Int, into diagnostics: inout [Diagnostic]
  ) -> Resolved? {
    let errors = diagnostics.count { $0.severity == .error }
    let references = PromptReferences(in: parameters.prompt)
    for refused in references.refused { diagnostics.append(.promptReference(refused, in: parameters.prompt)) }
    let sampler = sampler(into: &diagnostics)
    let steps = parameters.steps ?? Self.usualSteps
    let range = (sampler?.fewestSteps ?? 1)...NoiseSchedule.stepCount
    if !range.contains(steps) { diagnostics.append(.samplingOutOfRange("the number of steps", steps, range)) }
    let clipSkip = parameters.clipSkip ?? 1
    if !(1...layers).contains(clipSkip) { diagnostics.append(.samplingOutOfRange("clip skip", clipSkip, 1...layers)) }
    let guidance = parameters.guidance ?? Self.usualGuidance
    if !Self.guidances.contains(guidance) {
      diagnostics.append(.guidanceOutOfRange(guidance, Self.guidances))
    }
    let asked = parameters.seed.flatMap { $0 == Self.drawnSeed ? nil : $0 }
    if let asked, !Self.seeds.contains(asked) {
      diagnostics.append(.samplingOutOfRange("the seed", asked, Self.seeds))
    }
    let size = size(into: &diagnostics)
    guard let sampler, diagnostics.count(where: { $0.severity == .error }) == errors else { return nil }
    do throws(PromptWeightError) {
      let request = try PictureRequest(
        references.prompt, negative: parameters.negative, syntax: syntax, width: size.width, height: size.height,
        steps: steps, guidance: guidance, seed: asked ?? seed, sampler: sampler, clipSkip: clipSkip)
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
    return sampler.scheduled(schedule) ?? sampler
  }

  private func size(into diagnostics: inout [Diagnostic]) -> PictureSize {
    var parameters = parameters
    parameters.completeSize(from: Self.usualSize)
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
}
