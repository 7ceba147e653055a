package import LoracDiagnostics

/// The diagnostics of previews' prompts: what a prompt, a prompt file or a pasted text asks for and does not get.
package enum PromptDiagnostics {
  static let promptFile = DiagnosticCode(
    "LR1001", "prompt-file-unusable", .error,
    Explanation(
      meaning:
        "The file that `sample.prompts` names cannot be read, or holds no prompts in one of kohya's three forms.",
      why: "At every preview kohya reads it again, and ends the training at the first one if it cannot.",
      example: "sample: {every: 1 epoch, prompts: prompts.md}",
      fix:
        "Name a `.txt` with a prompt in each line, a `.json` with a list, or a `.toml` with `[[prompt.subset]]`; or write "
        + "the prompts into the recipe:\n\nsample:\n  prompts: [\"ZhangNaYing, smile --n lowres --s 28\"]"))
  static let notFollowed = DiagnosticCode(
    "LR1002", "prompt-not-followed", .warning,
    Explanation(
      meaning:
        "Something in a prompt has another effect than its writer may expect: an option that kohya drops or does not know, "
        + "a field of a pasted text that previews do not have, or brackets that only A1111 acts upon.",
      why:
        "What it does not know, kohya drops without a word; the picture is then made with other settings than those you "
        + "read. Previews weigh words as `(word:1.3)` and `[word]` do, and know nothing more of A1111's prompt language.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"a cat --w512 --steps 28\"]",
      fix:
        "Write kohya's options, a blank before each value: `--n` negative, `--w` width, `--h` height, `--d` seed, `--l` "
        + "guidance, `--s` steps, `--ss` sampler:\n\nsample:\n  prompts: [\"a cat --w 512 --s 28\"]"))
  static let weight = DiagnosticCode(
    "LR1003", "prompt-weight", .error,
    Explanation(
      meaning: "A weight in brackets is no number.",
      why: "At the first preview kohya ends the training with a ValueError.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"(cat:1.2.3)\"]",
      fix:
        "Write one number, or a backslash before brackets that are meant as text:\n\nsample:\n  prompts: [\"(cat:1.2)\"]"
    ))
  static let longPrompt = DiagnosticCode(
    "LR1004", "long-preview-prompt", .warning,
    Explanation(
      meaning: "A prompt takes more than 225 tokens.",
      why:
        "Previews show the text encoder three rows of 75 tokens; the rest is dropped. Common words and commas are one token "
        + "each, rare words and names are several.",
      example: "sample: {every: 1 epoch, prompts: prompts.txt}   # a line of three hundred words",
      fix: "Shorten the prompt; what comes first weighs most anyway."))
  static let lora = DiagnosticCode(
    "LR1005", "lora-in-preview", .remark,
    Explanation(
      meaning: "A preview's prompt names LoRA files, as prompts for A1111 do.",
      why:
        "Previews show the LoRA that is being trained, with weight 1, and no other. kohya would read the words between the "
        + "angle brackets as part of the prompt, so lorac leaves them out.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"ZhangNaYing, <lora:ZhangNaYing:0.8>\"]",
      fix: "Nothing, or leave the reference out of the recipe too. `lorac sample` follows such references."))
  static let value = DiagnosticCode(
    "LR1006", "prompt-value", .error,
    Explanation(
      meaning:
        "A value of a JSON or TOML prompt file has another type than kohya computes with, such as a width in quotes.",
      why: "At the first preview kohya ends the training with a TypeError.",
      example: "[{\"prompt\": \"a cat\", \"width\": \"512\"}]",
      fix: "Write numbers without quotes:\n[{\"prompt\": \"a cat\", \"width\": 512}]"))
  static let unknownSampler = DiagnosticCode(
    "LR1007", "unknown-sampler", .error,
    Explanation(
      meaning: "A prompt asks for a sampler that lorac does not have.",
      why: "Without a word kohya would take DDIM.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"a cat --ss unipc\"]",
      fix: "`lorac explain sample.sampler` lists the names:\n\nsample:\n  prompts: [\"a cat --ss euler_a\"]"))
  static let fewSteps = DiagnosticCode(
    "LR1008", "few-sampling-steps", .error,
    Explanation(
      meaning: "A sampler cannot make a picture with so few steps.",
      why:
        "PNDM begins with steps of four evaluations; with fewer than four, kohya ends the training with a ValueError.",
      example: "sample: {every: 1 epoch, sampler: pndm, steps: 3, prompts: [a cat]}",
      fix: "Give it more steps:\n\nsample:\n  steps: 20"))
  static let rounded = DiagnosticCode(
    "LR1009", "rounded-preview", .warning,
    Explanation(
      meaning: "The size of a preview is no multiple of 8, or a side is below 64.",
      why: "A latent is eight pixels wide. kohya cuts sides to multiples of 8, at least 64; lorac does the same.",
      example: "sample:\n  every: 1 epoch\n  prompts: [\"a cat --w 512 --h 765\"]",
      fix: "State the size that is made:\n\nsample:\n  prompts: [\"a cat --w 512 --h 760\"]"))

  /// All codes, by number; LR1001 to LR1009.
  package static let codes = [
    promptFile, notFollowed, weight, longPrompt, lora, value, unknownSampler, fewSteps, rounded,
  ]
}
