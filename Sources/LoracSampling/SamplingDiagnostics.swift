package import LoracDiagnostics

/// The diagnostics of making pictures: LR1010 to LR1019, in order.
package enum SamplingDiagnostics {
  static let loraNotForBase = DiagnosticCode(
    "LR1010", "lora-not-for-base", .error,
    Explanation(
      meaning: "A LoRA file has no adapter for any module of the base model.",
      why: "It was trained for another family of models (SDXL, Flux), or is in a format or of an algorithm that is not "
        + "kohya's LoRA or LoCon. The picture would be that of the base model alone.",
      example: "lorac sample --base sd15.safetensors --lora sdxl-style.safetensors --prompt \"a cat\"",
      fix: "Use the base model that the LoRA was trained on; `lorac sample` has SD 1.x."))

  static let loraPartlyUnused = DiagnosticCode(
    "LR1011", "lora-partly-unused", .warning,
    Explanation(
      meaning:
        "Some tensors of a LoRA file do not fit the base model, or belong to an algorithm that lorac does not have.",
      why: "What they would do is missing in the picture; the rest of the file is used.",
      example: "A file with LoHa modules in its residual blocks and LoRA in its transformers.",
      fix:
        "Check that the LoRA is for this base model. Files of other algorithms can be used in AUTOMATIC1111 or ComfyUI."
    ))

  static let loraNotFound = DiagnosticCode(
    "LR1012", "lora-not-found", .error,
    Explanation(
      meaning: "A LoRA that a prompt names cannot be found.",
      why:
        "`<lora:name:1>` in a prompt names a file without folder and extension. It is looked for beside the files of "
        + "`--lora`, in the recipe's `save.directory`, in `output`, and in this folder.",
      example:
        "lorac sample --base sd15.safetensors --prompt \"a cat <lora:Moka:1>\"   # without a file Moka.safetensors",
      fix: "Name the file with `--lora folder/Moka.safetensors`, or correct the name."))

  static let unknownSampler = DiagnosticCode(
    "LR1013", "no-such-sampler", .error,
    Explanation(
      meaning: "There is no sampler of that name.",
      why: "Names are A1111's, such as `DPM++ 2M Karras`, or kohya's, such as `euler_a`.",
      example: "lorac sample --sampler \"DPM+ 2M\" …",
      fix: "Choose one of the list, such as `Euler a`, `DPM++ 2M Karras`, `DPM++ SDE Karras`, `DDIM`."))

  static let sizeFloored = DiagnosticCode(
    "LR1014", "picture-size-floored", .remark,
    Explanation(
      meaning: "A picture is made a little smaller than asked for.",
      why:
        "A latent is eight pixels wide and high, so sides are rounded down to multiples of 8, as kohya does; they are "
        + "at least 64.",
      example: "lorac sample --size 512x765 …   # gives 512x760",
      fix: "Nothing need be done; multiples of 64 are what the model was trained on."))

  static let promptWeight = DiagnosticCode(
    "LR1015", "unreadable-prompt", .error,
    Explanation(
      meaning: "A weight in a prompt is no number, or a reference in angle brackets cannot be followed.",
      why:
        "`(word:1.3)` gives a word a weight, `<lora:name:0.8>` adds a LoRA. A1111 fails or ignores what it cannot read.",
      example: "lorac sample --prompt \"a (red:1.2.3) cat\" …",
      fix: "Write a number such as 1.2; brackets that are meant as such are written \\( and \\)."))

  static let pictureExists = DiagnosticCode(
    "LR1016", "picture-exists", .error,
    Explanation(
      meaning: "The file that the picture would be written to is there already.",
      why: "lorac replaces nothing without being told so.",
      example: "lorac sample --output cat.png …   # twice",
      fix: "Choose another name, name a folder, in which pictures are numbered, or add `--overwrite`."))

  static let settingsNotFollowed = DiagnosticCode(
    "LR1017", "settings-not-followed", .warning,
    Explanation(
      meaning: "A prompt or pasted settings ask for something that lorac does not do, or cannot read.",
      why:
        "The picture will differ from the one that the settings came from. Words that change on the way "
        + "(`[cat:dog:0.5]`, `[cat|dog]`), several prompts at once (`AND`), other base models, upscaling and restored faces "
        + "are A1111's own.",
      example: "Steps: 20, Sampler: Euler a, CFG scale: 7, Hires upscale: 2",
      fix: "Nothing need be done if that does not matter; else remove the settings, or follow them elsewhere."))

  static let outOfRange = DiagnosticCode(
    "LR1018", "sampling-out-of-range", .error,
    Explanation(
      meaning: "A number of steps, a size, a seed, a CFG scale or a clip skip is beyond what can be done.",
      why:
        "Samplers need one to four steps at least and have 1000 at most; sides are 64 to 4096 pixels; clip skip counts the "
        + "text encoder's layers. Seeds are from 0 to 4294967295, and -1 draws one; the CFG scale is from 0 to 100.",
      example: "lorac sample --steps 5000 …",
      fix: "Use a usual number: 20 to 40 steps, 512 to 768 pixels, clip skip 1 or 2."))

  static let cannotSample = DiagnosticCode(
    "LR1019", "cannot-sample", .error,
    Explanation(
      meaning: "Pictures cannot be made, or what was computed is none.",
      why:
        "The memory does not suffice, there is no prompt, or what was computed are no numbers, which would be drawn black: "
        + "a LoRA whose training failed holds weights that are none, and a LoRA's weight can be far too large.",
      example: "lorac sample --lora moka.safetensors:1e30 …",
      fix: "Make smaller pictures, or do without the LoRA that is named; use weights from 0 to 1.5."))

  /// All codes, in order.
  package static let codes = [
    loraNotForBase, loraPartlyUnused, loraNotFound, unknownSampler, sizeFloored, promptWeight, pictureExists,
    settingsNotFollowed, outOfRange, cannotSample,
  ]
}
