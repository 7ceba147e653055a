package import LoracDiagnostics

/// The diagnostics of presets, layers and resolution.
package enum RecipeDiagnostics {
  package static let cannotRead = DiagnosticCode(
    "LR0301", "cannot-read", .error,
    Explanation(
      meaning: "A recipe, or a preset that it extends by path, cannot be read.",
      why: "Without it there is nothing to plan.",
      example: "extends: presets/mine.yaml   # the file is in another folder",
      fix: "Correct the path. A path under `extends` is relative to the file that states it."))
  package static let unknownPreset = DiagnosticCode(
    "LR0302", "unknown-preset", .error,
    Explanation(
      meaning: "`extends` names a preset that lorac does not carry.",
      why: "Every value of the preset would be missing.",
      example: "extends: anmie",
      fix: "Choose one of `lorac preset list`, or give the path of your own preset: `extends: ./mine.yaml`."))
  package static let extendsItself = DiagnosticCode(
    "LR0303", "extends-itself", .error,
    Explanation(
      meaning: "Recipes extend each other in a circle, or more than 16 deep.",
      why: "Layers have an order, lowest first; a circle has none.",
      example: "# a.yaml\nextends: ./b.yaml\n# b.yaml\nextends: ./a.yaml",
      fix: "Move what both need into a third file that extends neither."))
  package static let missing = DiagnosticCode(
    "LR0304", "missing-field", .error,
    Explanation(
      meaning: "Neither the recipe nor its presets nor `--set` give a field that has no default.",
      why: "lorac does not guess the base model, the images, the name or the length of the training.",
      example: "lorac: 1\nname: cat",
      fix: "Add the lines that the message shows."))
  package static let unknownRelative = DiagnosticCode(
    "LR0305", "unknown-relative", .error,
    Explanation(
      meaning:
        "An expression such as `rank/2` names no numeric field, one that several blocks have, or one without value.",
      why: "There is no number to compute with.",
      example: "network:\n  alpha: rnak/2",
      fix: "Name a field of the same block by its last word, or any field by its whole path: `optimizer.unet_lr/10`."))
  package static let relativeCycle = DiagnosticCode(
    "LR0306", "relative-cycle", .error,
    Explanation(
      meaning: "Expressions refer to each other in a circle.",
      why: "None of them can be computed first.",
      example: "optimizer:\n  unet_lr: text_encoder_lr*10\n  text_encoder_lr: unet_lr/10",
      fix: "Give one of them as a number."))
  package static let relativeOutOfBounds = DiagnosticCode(
    "LR0307", "relative-out-of-bounds", .error,
    Explanation(
      meaning:
        "An expression gives a number that its field does not accept: divided by 0, not whole, or out of bounds.",
      why: "The field accepts the same numbers whether they are written or computed.",
      example: "network:\n  rank: 9\n  conv_rank: rank/2",
      fix: "Change the expression or the field it names, here to an even rank."))
  package static let badSetArgument = DiagnosticCode(
    "LR0308", "bad-set-argument", .error,
    Explanation(
      meaning: "A `--set` argument is not of the form `key=value` with a dotted key.",
      why: "It says which field to change, and to what.",
      example: "lorac plan recipe.yaml --set train.epochs:20",
      fix: "Write `--set train.epochs=20`. The value is YAML; nothing behind the equals sign means null."))
  package static let variable = DiagnosticCode(
    "LR0309", "environment-variable", .error,
    Explanation(
      meaning: "A path uses `${NAME}` or `~`, but the recipe's `env` does not declare the variable, or it is not set.",
      why: "A recipe says which parts of its surroundings it depends on, so that others can run it.",
      example: "model:\n  base: ${MODELS}/sd15.safetensors",
      fix: "Declare the variable, `HOME` for `~`, and set it:\n\nenv: [MODELS]"))
  package static let alternatives = DiagnosticCode(
    "LR0310", "alternatives", .error,
    Explanation(
      meaning:
        "One file gives two fields that say the same thing in two ways: `epochs` and `steps`, or `every` and `ratio`.",
      why:
        "kohya lets epochs win in silence. In different layers the higher one wins here; in one file neither is higher.",
      example: "train:\n  epochs: 10\n  steps: 2000",
      fix: "Keep one of the two."))
  package static let unknownKohyaArgument = DiagnosticCode(
    "LR0311", "unknown-kohya-argument", .error,
    Explanation(
      meaning: "A key under `kohya` is no argument of kohya's `train_network.py` or `sdxl_train_network.py`.",
      why: "kohya's parser would refuse the command.",
      example: "kohya:\n  xformer: true",
      fix: "Use the suggested name. Names are written with underscores, without dashes in front."))
  package static let firstClassKohyaArgument = DiagnosticCode(
    "LR0312", "first-class-kohya-argument", .error,
    Explanation(
      meaning: "A key under `kohya` has a field of its own in the recipe.",
      why: "With two places for one setting, the plan could not say which one counts.",
      example: "kohya:\n  network_dim: 32",
      fix: "Use the field:\n\nnetwork:\n  rank: 32"))
  package static let badKohyaValue = DiagnosticCode(
    "LR0313", "bad-kohya-value", .error,
    Explanation(
      meaning: "A value under `kohya` is not of the type, or none of the choices, that kohya's parser accepts.",
      why: "kohya's parser would refuse the command.",
      example: "kohya:\n  vae_batch_size: two",
      fix: "Write a value as the message says; flags take `true` or `false`."))

  /// The codes that leave a layer out.
  static let missingLayers: Set = [cannotRead, unknownPreset, extendsItself]

  /// All codes of this stage.
  package static let codes = [
    cannotRead, unknownPreset, extendsItself, missing, unknownRelative, relativeCycle, relativeOutOfBounds,
    badSetArgument, variable, alternatives, unknownKohyaArgument, firstClassKohyaArgument, badKohyaValue,
  ]
}
