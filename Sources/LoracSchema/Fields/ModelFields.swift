/// The fields of `model`.
package enum ModelFields {
  /// `model.base`.
  package static let base = Field<String>(
    "model.base", .inputPath, kohya: ["pretrained_model_name_or_path"],
    "The base model: a checkpoint file (`.safetensors`) or a folder in diffusers layout.")
  /// `model.family`.
  package static let family = Field<String>(
    "model.family", .choice(["sd15", "sd2", "sdxl"]), kohya: ["v2"],
    "The architecture of the base model. Read from the file's header if left out; refused if the two disagree.")
  /// `model.vae`.
  package static let vae = Field<String>(
    "model.vae", .inputPath, kohya: ["vae"], "A separate autoencoder to use instead of the base model's own.")
  /// `model.clip_skip`.
  package static let clipSkip = Field<Int>(
    "model.clip_skip", .integer(1...12), default: .integer(1), kohya: ["clip_skip"],
    "Which hidden layer of the text encoder is its output, counted from the end. Anime models often want 2; SDXL ignores it."
  )
  /// `model.max_token_length`.
  package static let maxTokenLength = Field<Int>(
    "model.max_token_length", .either([.integer(75...75), .integer(150...150), .integer(225...225)]),
    default: .integer(75), kohya: ["max_token_length"],
    "How many tokens of a caption are read: 75, 150 or 225. What lies beyond is cut off.")
  /// `model.v_prediction`.
  package static let vPrediction = Field<Bool>(
    "model.v_prediction", .boolean, default: .boolean(false), kohya: ["v_parameterization"],
    "Whether the base model predicts velocity instead of noise, as SD 2.x at 768 pixels does.")

  package static let block = Block(
    "model", "The base model that the LoRA is trained on.",
    [base.entry, family.entry, vae.entry, clipSkip.entry, maxTokenLength.entry, vPrediction.entry])
}
