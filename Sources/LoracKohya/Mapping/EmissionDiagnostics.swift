package import LoracDiagnostics

/// The diagnostics of emission: what a kohya command cannot say.
package enum EmissionDiagnostics {
  package static let needsSideFile = DiagnosticCode(
    "LR0701", "needs-side-file", .error,
    Explanation(
      meaning: "The command refers to a file that lorac must write: a dataset config or preview prompts.",
      why: "kohya reads several folders, own settings of a folder, and prompts only from files.",
      example: "lorac emit recipe.yaml   # with two image folders",
      fix: "Give a folder for the files: `lorac emit recipe.yaml -o DIR`."))
  package static let unknownArgument = DiagnosticCode(
    "LR0702", "unknown-to-target", .error,
    Explanation(
      meaning: "The chosen version of sd-scripts has no argument for a setting of the recipe.",
      why: "Its parser would refuse the command. lorac drops nothing in silence.",
      example: "validation: {split: 0.1}\nrun: {sd_scripts_version: 2023}",
      fix: "Remove the setting, or write for today's version: `--target current`."))
  package static let otherScript = DiagnosticCode(
    "LR0703", "unknown-to-script", .error,
    Explanation(
      meaning: "The training script for this model family has no such argument, or not for single folders.",
      why: "SD 1.x and 2.x are trained by train_network.py, SDXL by sdxl_train_network.py; their arguments differ.",
      example: "model: {family: sd15}\nkohya: {cache_text_encoder_outputs: true}",
      fix: "Remove the setting, or correct `model.family`."))
  package static let stateInterval = DiagnosticCode(
    "LR0704", "state-interval", .error,
    Explanation(
      meaning: "Optimizer state is to be saved at other moments than numbered files.",
      why: "kohya's --save_state saves it whenever it saves a numbered file, and at no other time.",
      example: "save: {every: 2 epochs, state: {every: 500 steps}}",
      fix: "Use the same interval for both, or only `state: {at_end: true}`."))
  package static let cannotQuote = DiagnosticCode(
    "LR0705", "cannot-quote", .error,
    Explanation(
      meaning: "A name or text cannot be written for the chosen shell or file so that kohya reads it back unchanged.",
      why: "A changed path would train on other images, or on none.",
      example: "lorac emit recipe.yaml --shell cmd   # with a '%' in a folder's name",
      fix: "Rename the file, choose another shell, or use `--format argv`, which quotes nothing."))

  package static let nearestSampler = DiagnosticCode(
    "LR0706", "nearest-sampler", .warning,
    Explanation(
      meaning: "The recipe names a sampler of A1111's, and kohya is told its own sampler with the same algorithm.",
      why:
        "Other noise levels are visited, so kohya's previews differ a little from what A1111 makes with the same "
        + "seed.",
      example: "sample: {sampler: DPM++ 2M Karras, every: 1 epoch, prompts: [a cat]}\nrun: {backend: kohya}",
      fix: "Nothing, or write kohya's name: `sampler: dpmsolver++`."))
  package static let samplerNotInKohya = DiagnosticCode(
    "LR0707", "sampler-not-in-kohya", .error,
    Explanation(
      meaning: "No sampler of kohya's has this algorithm, or kohya ends with an error when it sets it up.",
      why:
        "A sampler that kohya does not know becomes DDIM without a word. `dpmsolver` ends the training at the first "
        + "preview: the diffusers of today's sd-scripts (0.32) raises a ValueError for the settings that it is given.",
      example: "sample: {sampler: DPM++ SDE Karras, every: 1 epoch, prompts: [a cat]}\nrun: {backend: kohya}",
      fix: "Take a sampler of kohya's, such as `dpmsolver++`, or train with `run: {backend: native}`."))

  /// All codes of this stage.
  package static let codes = [
    needsSideFile, unknownArgument, otherScript, stateInterval, cannotQuote, nearestSampler, samplerNotInKohya,
  ]
}
