internal import LoracYAML

/// The recipe that `lorac init` writes.
struct RecipeTemplate {
  /// The output name, and the word that stands for the subject.
  var subject: String
  /// A preset's name.
  var preset: String
  /// The base model's path.
  var base: String
  /// The base model's family, if nothing else says it.
  var family: String?
  /// The image folder's path.
  var dataset: String
  /// The schema's path for editors, as the header names it.
  var schema: String

  /// The text; every line that a beginner may want to change says what it does.
  var text: String {
    let (name, base, dataset) = (ScalarText.flow(subject), ScalarText.flow(base), ScalarText.flow(dataset))
    return """
      # yaml-language-server: $schema=\(schema)
      # `lorac check` says what is wrong, `lorac plan` what will happen, `lorac explain KEY` what a key means.
      lorac: 1
      extends: \(preset)   # `lorac preset show \(preset)` prints its values and why they are so
      name: \(name)   # the LoRA files' name

      model:
        base: \(base)   # a checkpoint file, or a folder in diffusers layout
      \(family.map { "  family: \($0)   # the file is not here to tell" } ?? "  # family: sd15   # the file tells")

      dataset:
        images:
          - path: \(dataset)   # a folder named 30_name says repeats and class itself
            # repeats: 10      # how often each image counts in an epoch
            # captions: {trigger: \(name)}   # reports captions that lack the word

      # Values below win over the preset's.
      # network: {rank: 32}
      # optimizer: {unet_lr: 1e-4}
      # train: {epochs: 12, seed: 42}
      # save: {every: 2 epochs}
      # sample: {every: 1 epoch, prompts: [\(ScalarText.flow("1girl " + subject))]}

      """
  }
}
