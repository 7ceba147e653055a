internal import LoracDiagnostics
internal import LoracPlan
internal import LoracPrompts
internal import LoracRecipe
internal import LoracSamplers

/// What is to be said of all prompts together, so that each kind is said once.
struct PromptFindings {
  private var notFollowed: [String] = []
  private var wrong: [String] = []
  private var badWeights: [String] = []
  private var long: [String] = []
  private var loras: [String] = []
  private var sizes: [String] = []
  private var unknownSamplers: [String] = []
  private var fewSteps: [String] = []

  /// Looks at one prompt.
  mutating func add(
    _ request: SampleRequest, _ references: PromptReferences, _ asked: PictureSize, _ prompt: SamplePrompt,
    sampler name: String
  ) {
    let title = Self.title(request.prompt)
    notFollowed += request.notFollowed.map { "\(title): \($0)" }
    wrong += request.wrong.map { "\(title): \($0)" }
    for text in [request.prompt, prompt.negative ?? ""] {
      notFollowed += UnsupportedSyntax.found(in: text).map { "\(title): \($0)" }
    }
    loras += references.loras.map(\.name) + references.refused.map(\.text)
    // 'sample.size' has a rule of its own.
    let isOwnSize = request.width != nil || request.height != nil
    if isOwnSize, asked.floored != asked { sizes.append("\(prompt.size.width)x\(prompt.size.height)") }
    do throws(PromptWeightError) {
      let rows = try PromptRows(prompt: prompt.prompt, negative: prompt.negative ?? "", .kohya)
      if rows.prompt.dropped + (rows.negative?.dropped ?? 0) > 0 { long.append(title) }
    } catch {
      badWeights.append("\(title): '\(error.number)' is no number")
    }
    guard let sampler = Sampler.named(name) else {
      unknownSamplers.append(name)
      return
    }
    if prompt.steps < sampler.fewestSteps {
      fewSteps.append("'\(name)' needs \(sampler.fewestSteps) steps at least, not \(prompt.steps)")
    }
  }

  /// Appends a diagnostic for each kind that was found.
  func report(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    if !notFollowed.isEmpty { diagnostics.append(.promptNotFollowed(notFollowed, recipe)) }
    if !badWeights.isEmpty { diagnostics.append(.promptWeights(badWeights, recipe)) }
    if !wrong.isEmpty { diagnostics.append(.promptValues(wrong, recipe)) }
    if !long.isEmpty { diagnostics.append(.longPrompts(long, recipe)) }
    if !loras.isEmpty { diagnostics.append(.lorasInPreviews(Self.unique(loras), recipe)) }
    if !unknownSamplers.isEmpty { diagnostics.append(.unknownSamplers(Self.unique(unknownSamplers), recipe)) }
    if !fewSteps.isEmpty { diagnostics.append(.fewSamplingSteps(Self.unique(fewSteps), recipe)) }
    if !sizes.isEmpty { diagnostics.append(.roundedPreviews(Self.unique(sizes), recipe)) }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The prompt's beginning, by which its writer finds it.
  private static func title(_ prompt: String) -> String {
    let line = prompt.prefix { !$0.isNewline }
    return line.count <= 40 ? "'\(line)'" : "'\(line.prefix(39))…'"
  }
}
