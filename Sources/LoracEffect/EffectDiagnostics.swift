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

  /// LR1052: The test was stopped before all pictures were made.
  package static let stopped = DiagnosticCode(
    "LR1052", "test-stopped", .error,
    Explanation(
      meaning: "The test was stopped before all pictures were made.",
      why:
        "Ctrl-C or another signal asked it to. Each picture that was made is kept, and a grid is drawn when all are there.",
      example: "lorac test recipe.yaml   # and Ctrl-C",
      fix: "Run the same command again: it makes the pictures that are missing."))

  /// LR1053: A weight in a prompt's brackets is no number.
  package static let badWeight = DiagnosticCode(
    "LR1053", "test-prompt-weight", .error,
    Explanation(
      meaning: "A weight in a prompt's brackets is no number.",
      why: "`(word:1.3)` counts a word 1.3 times. What stands behind the colon must be a number.",
      example: "sample:\n  prompts: [\"moka, (hat:1.2.3)\"]",
      fix: "Write one number, or `\\(` and `\\)` for brackets that are meant as such."))

  /// LR1054: There is not enough memory for a picture.
  package static let noMemory = DiagnosticCode(
    "LR1054", "test-out-of-memory", .error,
    Explanation(
      meaning: "There is not enough memory for a picture.",
      why: "The U-Net and the autoencoder need memory in proportion to the picture's pixels.",
      example: "lorac test recipe.yaml --set sample.size=4096x4096",
      fix: "Make smaller pictures: `--set sample.size=512x512`. Programs that are closed leave more memory."))

  /// All codes, in order.
  package static let codes = [nothingToTest, noPrompts, stopped, badWeight, noMemory]
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

  /// A signal asked to stop.
  package static let testStopped = Diagnostic(
    EffectDiagnostics.stopped, "the test was stopped; pictures that were made are kept",
    notes: [.help("run the same command again to go on")])

  /// `number` stands where `prompt` should have a weight.
  package static func badWeight(_ number: String, in prompt: String) -> Diagnostic {
    Diagnostic(
      EffectDiagnostics.badWeight, "the weight '\(number)' is no number",
      notes: [
        .note("it stands in the prompt '\(prompt)'"), .help("write a number such as 1.3"),
      ])
  }

  /// The system has no room, for so many bytes where that is known.
  package static func noMemoryForPictures(_ byteCount: Int?) -> Diagnostic {
    let amount = byteCount.map { " of \(max(1, $0 / 1_000_000)) MB more" } ?? ""
    return Diagnostic(
      EffectDiagnostics.noMemory, "there is no memory\(amount) for a picture",
      notes: [.help("make smaller pictures, such as --set sample.size=512x512")])
  }
}
