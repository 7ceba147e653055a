internal import LoracDiagnostics

extension WeightsDiagnostics {
  static let missingTensors = DiagnosticCode(
    "LR0621", "missing-tensors", .error,
    Explanation(
      meaning: "The base model lacks tensors that its networks need.",
      why: "A network with missing weights computes nothing of use; kohya refuses such files too.",
      example: "A pruned checkpoint whose last block was cut off, or a diffusers folder with one of two shards.",
      fix: "Download the model again, or take its full version."))

  static let unknownTensors = DiagnosticCode(
    "LR0622", "unknown-tensors", .error,
    Explanation(
      meaning: "A network's file holds tensors that the network does not have.",
      why:
        "The model is of another kind than its sizes say, or was changed; what its other weights mean is then unknown.",
      example: "model.diffusion_model.input_blocks.1.2.weight  # in a checkpoint with an extra layer per block",
      fix: "Train on the plain model. If the tensors are harmless and kohya loads the file, please report their names.")
  )

  static let tensorShapes = DiagnosticCode(
    "LR0623", "tensor-shapes", .error,
    Explanation(
      meaning: "Tensors of the base model have other dimensions than the rest of their network asks for.",
      why: "The first tensors of a network tell its widths, and all others must agree; a mixture cannot be computed.",
      example: "A checkpoint merged from models of different families.",
      fix: "Download the model again from its source."))

  static let weightTypes = DiagnosticCode(
    "LR0624", "weight-types", .error,
    Explanation(
      meaning: "Tensors of the base model are stored in a type that lorac does not compute with.",
      why: "Weights are read as F32, F16 or BF16. 8-bit floats have lost what training needs; F64 is never used.",
      example: "A checkpoint saved with 8-bit floats to save space.",
      fix: "Take the model's fp16 or fp32 version."))

  static let unusedTensors = DiagnosticCode(
    "LR0625", "unused-tensors", .remark,
    Explanation(
      meaning: "The checkpoint holds tensors that belong to none of its networks.",
      why:
        "They are passed over, as kohya passes over them. Well-known extras (averaged weights, noise schedules) are\n"
        + "not mentioned.",
      example: "denoiser.sigmas  # in a file converted from another program",
      fix: "Nothing need be done. If they should matter, the file is meant for another program."))

  static let modelIndex = DiagnosticCode(
    "LR0626", "model-index", .error,
    Explanation(
      meaning: "A JSON file of the diffusers folder cannot be read, or does not say what it should.",
      why: "It names the files of a network or its sizes; without it the weights cannot be found or understood.",
      example: "diffusion_pytorch_model.safetensors.index.json  # a web page in place of JSON",
      fix: "Download the folder again, all files of it."))

  static let networkSizes = DiagnosticCode(
    "LR0627", "network-sizes", .error,
    Explanation(
      meaning: "The sizes of the base model's networks do not go together.",
      why: "Channels must divide into groups and heads, and each network must read what the one before it gives.",
      example: "model:\n  base: models/sd15\n  vae: models/other-vae.safetensors  # with 16 latent channels",
      fix: "Use an autoencoder and a text encoder of the same family as the U-Net."))

  static let modelChanged = DiagnosticCode(
    "LR0628", "model-changed", .error,
    Explanation(
      meaning: "A file of the base model was changed while it was in use.",
      why: "Its weights are read from disk throughout the run, so from some step on the training is on another model.",
      example: "Downloading a new version over models/base.safetensors during a run.",
      fix: "Restore the file and resume from the last saved state; give new versions new names."))
}
