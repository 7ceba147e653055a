internal import LoracDiagnostics
internal import LoracRecipe
internal import LoracSamplers
internal import LoracSchema

extension Diagnostic {
  static func promptFile(_ path: String, _ phrase: String, _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      PromptDiagnostics.promptFile, "the prompt file '\(path)' \(phrase)",
      at: recipe.label(SampleFields.prompts, "read as a kohya prompt file"))
  }

  static func promptNotFollowed(_ phrases: [String], _ recipe: Recipe) -> Diagnostic {
    aboutPrompts(
      PromptDiagnostics.notFollowed,
      phrases.count == 1
        ? "part of a preview's prompt is not followed"
        : "\(phrases.count) parts of previews' prompts are not followed", phrases, recipe)
  }

  static func promptWeights(_ phrases: [String], _ recipe: Recipe) -> Diagnostic {
    aboutPrompts(
      PromptDiagnostics.weight, "a weight in a preview's prompt is no number", phrases, recipe,
      help: "write one number, or '\\(' for a bracket that is text")
  }

  static func promptValues(_ phrases: [String], _ recipe: Recipe) -> Diagnostic {
    aboutPrompts(PromptDiagnostics.value, "the prompt file has values that kohya cannot compute with", phrases, recipe)
  }

  static func longPrompts(_ titles: [String], _ recipe: Recipe) -> Diagnostic {
    aboutPrompts(
      PromptDiagnostics.longPrompt,
      titles.count == 1
        ? "a preview's prompt takes more than 225 tokens"
        : "\(titles.count) previews' prompts take more than 225 tokens",
      titles, recipe, help: "shorten it; what lies beyond is dropped")
  }

  static func lorasInPreviews(_ names: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      PromptDiagnostics.lora, "previews show the LoRA that is trained, and leave \(NameList.text(names)) out",
      at: recipe.label(SampleFields.prompts, "names LoRA files"))
  }

  static func unknownSamplers(_ names: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      PromptDiagnostics.unknownSampler, "a preview's prompt asks for \(NameList.text(names)), which is no sampler",
      at: recipe.label(SampleFields.prompts, "asked for here"),
      notes: [.help("take one of \(Sampler.kohya.map(\.name).joined(separator: ", ")), or a name of A1111's")])
  }

  static func fewSamplingSteps(_ phrases: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      PromptDiagnostics.fewSteps, "too few steps for the sampler of a preview",
      places: [recipe.label(SampleFields.steps, "steps"), recipe.label(SampleFields.sampler, "the sampler")],
      notes: phrases.prefix(NameList.limit).map { .note($0) })
  }

  static func roundedPreviews(_ sizes: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      PromptDiagnostics.rounded, "previews are made at \(sizes.joined(separator: ", "))",
      at: recipe.label(SampleFields.prompts, "sides are cut to multiples of 8, at least 64"))
  }

  private static func aboutPrompts(
    _ code: DiagnosticCode, _ headline: String, _ phrases: [String], _ recipe: Recipe, help: String? = nil
  ) -> Diagnostic {
    var notes = phrases.prefix(NameList.limit).map { Note.note($0) }
    if phrases.count > NameList.limit { notes.append(.note("and \(phrases.count - NameList.limit) more")) }
    if let help { notes.append(.help(help)) }
    return Diagnostic(code, headline, at: recipe.label(SampleFields.prompts, "the prompts"), notes: notes)
  }
}
