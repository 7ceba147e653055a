internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracPrompts
internal import LoracRecipe
internal import LoracSamplers
internal import LoracSchema

/// Lowers `sample`: reads prompt files and pasted text, and looks at every prompt once.
struct SampleLowering {
  private let recipe: Recipe
  private static let largestFile = 16 << 20

  init(_ recipe: Recipe) { self.recipe = recipe }

  /// The previews; nil if the recipe asks for none.
  func plan(into diagnostics: inout DiagnosticList) -> SamplePlan? {
    let every = Interval(recipe[SampleFields.every])
    let atStart = recipe.value(SampleFields.atStart)
    guard every != nil || atStart else { return nil }
    let general = recipe.value(SampleFields.sampler)
    let requests = requests(into: &diagnostics)
    var findings = PromptFindings()
    let prompts = requests.map { lowered($0, general, &findings) }
    findings.report(recipe, into: &diagnostics)
    return SamplePlan(every: every, atStart: atStart, sampler: general, prompts: prompts)
  }

  // MARK: What is asked for

  private func requests(into diagnostics: inout DiagnosticList) -> [SampleRequest] {
    switch recipe[SampleFields.prompts] {
    case .list(let items)?: items.compactMap(request)
    case .string(let path)?: file(path, into: &diagnostics)
    default: []
    }
  }

  private func request(_ item: SettingValue) -> SampleRequest? {
    if let text = String(item) { return SampleRequest(text: text) }
    guard case .record(let own) = item, let prompt = own[PromptFields.prompt] else { return nil }
    var request = SampleRequest(prompt: prompt)
    request.negative = own[PromptFields.negative]
    if case .size(let width, let height)? = own[PromptFields.size] { (request.width, request.height) = (width, height) }
    (request.steps, request.cfg) = (own[PromptFields.steps], own[PromptFields.cfg])
    (request.seed, request.sampler) = (own[PromptFields.seed], own[PromptFields.sampler])
    return request
  }

  private func file(_ path: String, into diagnostics: inout DiagnosticList) -> [SampleRequest] {
    do throws(FileError) {
      let bytes = try FileSystem.read(path, limit: Self.largestFile)
      do throws(KohyaPromptFile.Problem) {
        let prompts = try KohyaPromptFile(bytes, name: path).prompts
        if prompts.isEmpty { diagnostics.append(.promptFile(path, "has no prompt", recipe)) }
        return prompts.map { SampleRequest($0) }
      } catch {
        diagnostics.append(.promptFile(path, error.phrase, recipe))
      }
    } catch {
      diagnostics.append(.promptFile(path, "cannot be read: \(error.reason)", recipe))
    }
    return []
  }

  // MARK: What is made of it

  private func lowered(_ request: SampleRequest, _ general: String, _ findings: inout PromptFindings) -> SamplePrompt {
    let stated = PixelSize(recipe[SampleFields.size])
    let asked = PictureSize(width: request.width ?? stated.width, height: request.height ?? stated.height)
    let size = asked.floored
    var request = request
    if let skip = request.clipSkip, skip != recipe.value(ModelFields.clipSkip) {
      request.notFollowed.append("'Clip skip: \(skip)' is not followed, 'model.clip_skip' is")
    }
    let references = PromptReferences(in: request.prompt)
    let prompt = SamplePrompt(
      prompt: references.prompt, negative: request.negative ?? recipe[SampleFields.negative],
      size: PixelSize(width: size.width, height: size.height), steps: request.steps ?? recipe.value(SampleFields.steps),
      cfg: request.cfg ?? recipe.value(SampleFields.cfg), seed: request.seed ?? recipe[SampleFields.seed],
      sampler: request.sampler == general ? nil : request.sampler)
    findings.add(request, references, asked, prompt, sampler: request.sampler ?? general)
    return prompt
  }
}

extension KohyaPromptFile.Problem {
  /// What is wrong with the file, after its name.
  fileprivate var phrase: String {
    switch self {
    case .unknownFormat: "is no prompt file: kohya reads .txt, .json and .toml"
    case .notUTF8: "is not UTF-8"
    case .syntax(let message, let line): line.map { "is wrong in line \($0): \(message)" } ?? "is wrong: \(message)"
    case .noPrompts(let message): "has no list of prompts: \(message)"
    }
  }
}
