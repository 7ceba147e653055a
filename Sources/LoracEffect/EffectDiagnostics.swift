package import LoracDiagnostics

/// The diagnostics of effect tests: LR1050 to LR1059, in order.
package enum EffectDiagnostics {
  /// LR1050: There is no LoRA file to test.
  package static let nothingToTest = DiagnosticCode(
    "LR1050", "nothing-to-test", .error,
    Explanation(
      meaning: "None of the LoRA files that the recipe saves is there.",
      why: "The test shows what training did; there must have been one.",
      example: "lorac test recipe.yaml   # before `lorac run recipe.yaml`",
      fix: "Train first: `lorac run recipe.yaml`. Files that were moved are named with `--lora`."))

  /// LR1051: There is no prompt to test with.
  package static let noPrompts = DiagnosticCode(
    "LR1051", "no-prompts", .error,
    Explanation(
      meaning: "The recipe has no prompts for previews, its images have no captions, and the command line gives none.",
      why: "Pictures are made from prompts.",
      example: "lorac test recipe.yaml   # without `sample.prompts`, and without captions",
      fix: "Write `sample.prompts` into the recipe, or say `--prompt \"…\"`."))

  /// All codes, in order.
  package static let codes = [nothingToTest, noPrompts]
}

extension Diagnostic {
  /// None of the `names` in `folder` is there.
  package static func nothingToTest(_ names: [String], in folder: String) -> Diagnostic {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return Diagnostic(
      EffectDiagnostics.nothingToTest, "there is no LoRA file to test in '\(folder)'",
      notes: [.note("the recipe saves \(shown)"), .help("train it first, or name files with --lora")])
  }

  /// Nothing says what the pictures are to show.
  package static let noPromptsToTest = Diagnostic(
    EffectDiagnostics.noPrompts, "there is no prompt to test with",
    notes: [.help("write 'sample.prompts' into the recipe, or say --prompt \"…\"")])
}
