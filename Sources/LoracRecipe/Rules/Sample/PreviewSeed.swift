internal import LoracDiagnostics
internal import LoracSchema

/// Previews from a new seed each time cannot be compared.
enum PreviewSeed: RecipeRule {
  static let code = DiagnosticCode(
    "LR0477", "preview-seed", .remark,
    Explanation(
      meaning: "Previews are made again and again, but without a fixed seed.",
      why: "Each is another picture, so you cannot see whether the LoRA got better or the picture was lucky.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"1girl, ZhangNaYing\"]",
      fix: "Fix the seed:\n\nsample:\n  seed: 42"))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.isGiven(SampleFields.every), recipe.settings[SampleFields.seed.path] == nil,
      case .list(let prompts)? = recipe[SampleFields.prompts], prompts.contains(where: lacksSeed)
    else { return }
    report(
      "previews cannot be compared without a fixed seed",
      at: [recipe.label(SampleFields.prompts, "another picture each time")],
      notes: [.help("add 'seed: 42' under 'sample'")], into: &diagnostics)
  }

  private static func lacksSeed(_ prompt: SettingValue) -> Bool {
    switch prompt {
    case .record(let settings): settings[PromptFields.seed.path] == nil
    // A line's own seed, as kohya and A1111 write it.
    case .string(let text): !text.contains(" --d ") && !text.contains("Seed: ")
    default: true
    }
  }
}
