/// Tensors that real checkpoints carry beside the weights of their networks, and that no trainer reads.
enum HarmlessTensors {
  /// What a name may begin with, and why it does not matter.
  private static let prefixes: [(prefix: String, reason: String)] = [
    ("model_ema.", "the averaged weights of the base model's own training"),
    ("control_model.", "a ControlNet that was merged in"),
    ("cond_stage_model.transformer.text_projection.", "CLIP's pooled projection, which SD 1 does not use"),
    ("cond_stage_model.transformer.vision_model.", "CLIP's picture half"),
    ("cond_stage_model.transformer.visual_projection.", "CLIP's picture half"),
    ("cond_stage_model.transformer.logit_scale", "CLIP's own training"),
    ("cond_stage_model.logit_scale", "CLIP's own training"),
    ("cond_stage_model.text_projection", "CLIP's pooled projection, which SD 1 does not use"),
    ("first_stage_model.loss.", "the autoencoder's own training"),
    ("first_stage_model.model_ema.", "the autoencoder's own training"),
    ("embedding_manager.", "textual inversions that were merged in"),
    ("text_projection.", "CLIP's pooled projection, which SD 1 does not use"),
    ("loss.", "the autoencoder's own training"),
  ]

  /// Buffers of LDM's noise schedule; the trainer computes them.
  private static let names: Set<String> = [
    "alphas_cumprod", "alphas_cumprod_prev", "betas", "log_one_minus_alphas_cumprod", "logvar",
    "posterior_log_variance_clipped", "posterior_mean_coef1", "posterior_mean_coef2", "posterior_variance",
    "scale_factor", "sqrt_alphas_cumprod", "sqrt_one_minus_alphas_cumprod", "sqrt_recip_alphas_cumprod",
    "sqrt_recipm1_alphas_cumprod",
  ]

  /// Whether a tensor of this name in a model file is no reason to doubt the file.
  ///
  /// Besides the lists, `position_ids` in a text encoder: the numbers 0 to 76, which older versions stored.
  static func contain(_ name: String) -> Bool {
    names.contains(name) || name.hasSuffix("embeddings.position_ids")
      || prefixes.contains { name.hasPrefix($0.prefix) }
  }
}
