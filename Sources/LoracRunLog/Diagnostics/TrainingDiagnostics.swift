package import LoracDiagnostics

/// The diagnostics of a run of the native trainer that cannot go on: LR0840 to LR0859, in order.
package enum TrainingDiagnostics {
  /// LR0840: The loss or a weight became NaN or infinite, and training ended there.
  package static let diverged = DiagnosticCode(
    "LR0840", "training-diverged", .error,
    Explanation(
      meaning: "The loss, or a weight of the LoRA, became NaN or infinite, and training ended there.",
      why: "After such a step every weight would be NaN. No such file is saved; those saved before are there.",
      example: "optimizer: {type: AdamW, unet_lr: 1}",
      fix: "Lower the learning rate. To keep what was learned before it went wrong, name a file that was saved well\n"
        + "before in `network.weights`."))

  /// LR0841: A LoRA file, a state or a latent cache cannot be written.
  package static let notWritten = DiagnosticCode(
    "LR0841", "result-not-written", .error,
    Explanation(
      meaning: "A LoRA file, a state or a latent cache cannot be written.",
      why: "Training ends rather than compute what cannot be kept. Files written before are whole.",
      example: "A full disk, or an output folder that was removed during the run.",
      fix: "Make room or repair the folder, then run again with `--resume`."))

  /// LR0842: An image is gone or is not what was planned.
  package static let imageChanged = DiagnosticCode(
    "LR0842", "image-changed", .error,
    Explanation(
      meaning: "An image is gone or is not what was planned.",
      why: "The plan's buckets and steps were computed from the image that was there; another one does not fit them.",
      example: "A picture that was edited or deleted while the training ran.",
      fix: "Put the picture back and run again with `--resume`, or start anew: the plan is then made of what is there.")
  )

  /// LR0843: An image cannot be decoded.
  package static let imageUnreadable = DiagnosticCode(
    "LR0843", "image-not-decoded", .error,
    Explanation(
      meaning: "An image cannot be decoded.",
      why: "Its header is fine, which is all that planning reads, but its pixels are not.",
      example: "A download that broke off.",
      fix: "Replace the image or take it out of its folder."))

  /// LR0844: A saved state cannot be used.
  package static let stateUnusable = DiagnosticCode(
    "LR0844", "state-unusable", .error,
    Explanation(
      meaning: "A saved state cannot be used.",
      why: "The run cannot go on exactly where it was.",
      example: "A state of another version of lorac, or one that was changed.",
      fix: "Remove that file from the folder `state` to go on from the one before, or start anew with `--overwrite`."))

  /// LR0845: The system has no memory for what training needs.
  package static let outOfMemory = DiagnosticCode(
    "LR0845", "out-of-memory", .error,
    Explanation(
      meaning: "The system has no memory for what training needs.",
      why: "Activations grow with the batch size and with the area of the pictures.",
      example: "Batch size 8 at 768 pixels on a machine with 8 GB.",
      fix: "In this order: `train.gradient_checkpointing: true`, a smaller `dataset.batch_size`, a smaller resolution.")
  )

  /// LR0846: The native trainer cannot do what the plan asks.
  package static let refused = DiagnosticCode(
    "LR0846", "training-refused", .error,
    Explanation(
      meaning: "The native trainer cannot do what the plan asks.",
      why: "A setting, or several together, have no meaning that it could compute; nothing is left out in silence.",
      example: "An optimizer argument that the optimizer does not have.",
      fix: "Change the setting that the diagnostic names, or train through kohya: `--backend kohya`."))

  /// LR0847: A caption's weights cannot be read.
  package static let captionWeights = DiagnosticCode(
    "LR0847", "caption-weights", .error,
    Explanation(
      meaning: "A caption's weights cannot be read.",
      why:
        "With weighted captions `(word:1.2)` changes how much a word counts; the part behind the colon is no number.",
      example: "loss: {weighted_captions: true}   # with a caption 'cat, (smiling:1.2.3)'",
      fix: "Write a number, or put a backslash before parentheses that are meant as such."))

  /// LR0848: The LoRA to continue from has other shapes.
  package static let weightsDiffer = DiagnosticCode(
    "LR0848", "weights-differ", .error,
    Explanation(
      meaning: "The LoRA to continue from has other shapes.",
      why: "Its numbers have no place in the network that the recipe describes.",
      example: "network: {rank: 16, weights: trained-with-rank-8.safetensors}",
      fix: "Give the network the file's rank and type; `lorac check` compares them where the file is there."))

  /// All codes of a native run.
  package static let codes = [
    diverged, notWritten, imageChanged, imageUnreadable, stateUnusable, outOfMemory, refused, captionWeights,
    weightsDiffer,
  ]
}
