/// Which keys kohya writes for every run, in its order, and which argument of the command each one tells.
enum MetadataKeys {
  /// Keys with the argument's name; nil for values that are computed (sd-scripts train_network.py:1003-1070).
  static let all: [(key: String, argument: String?)] = [
    ("ss_session_id", nil), ("ss_training_started_at", nil), ("ss_output_name", "output_name"),
    ("ss_learning_rate", "learning_rate"), ("ss_text_encoder_lr", "text_encoder_lr"), ("ss_unet_lr", "unet_lr"),
    ("ss_num_train_images", nil), ("ss_num_validation_images", nil), ("ss_num_reg_images", nil),
    ("ss_num_batches_per_epoch", nil), ("ss_num_epochs", nil),
    ("ss_gradient_checkpointing", "gradient_checkpointing"),
    ("ss_gradient_accumulation_steps", "gradient_accumulation_steps"), ("ss_max_train_steps", nil),
    ("ss_lr_warmup_steps", "lr_warmup_steps"), ("ss_lr_scheduler", "lr_scheduler"),
    ("ss_network_module", "network_module"), ("ss_network_dim", "network_dim"),
    ("ss_network_alpha", "network_alpha"), ("ss_network_dropout", "network_dropout"),
    ("ss_mixed_precision", "mixed_precision"), ("ss_full_fp16", "full_fp16"), ("ss_v2", "v2"),
    ("ss_base_model_version", nil), ("ss_clip_skip", "clip_skip"), ("ss_max_token_length", "max_token_length"),
    ("ss_cache_latents", "cache_latents"), ("ss_seed", nil), ("ss_lowram", "lowram"),
    ("ss_noise_offset", "noise_offset"), ("ss_multires_noise_iterations", "multires_noise_iterations"),
    ("ss_multires_noise_discount", "multires_noise_discount"), ("ss_adaptive_noise_scale", "adaptive_noise_scale"),
    ("ss_zero_terminal_snr", "zero_terminal_snr"), ("ss_training_comment", "training_comment"),
    ("ss_sd_scripts_commit_hash", nil), ("ss_optimizer", nil), ("ss_max_grad_norm", "max_grad_norm"),
    ("ss_caption_dropout_rate", "caption_dropout_rate"),
    ("ss_caption_dropout_every_n_epochs", "caption_dropout_every_n_epochs"),
    ("ss_caption_tag_dropout_rate", "caption_tag_dropout_rate"), ("ss_face_crop_aug_range", "face_crop_aug_range"),
    ("ss_prior_loss_weight", "prior_loss_weight"), ("ss_min_snr_gamma", "min_snr_gamma"),
    ("ss_scale_weight_norms", "scale_weight_norms"), ("ss_ip_noise_gamma", "ip_noise_gamma"),
    ("ss_debiased_estimation", "debiased_estimation_loss"),
    ("ss_noise_offset_random_strength", "noise_offset_random_strength"),
    ("ss_ip_noise_gamma_random_strength", "ip_noise_gamma_random_strength"), ("ss_loss_type", "loss_type"),
    ("ss_huber_schedule", "huber_schedule"), ("ss_huber_scale", "huber_scale"), ("ss_huber_c", "huber_c"),
    ("ss_fp8_base", "fp8_base"), ("ss_fp8_base_unet", "fp8_base_unet"), ("ss_validation_seed", "validation_seed"),
    ("ss_validation_split", "validation_split"), ("ss_max_validation_steps", "max_validation_steps"),
    ("ss_validate_every_n_epochs", "validate_every_n_epochs"),
    ("ss_validate_every_n_steps", "validate_every_n_steps"), ("ss_resize_interpolation", "resize_interpolation"),
  ]

  /// What `--no_metadata` keeps (library/train_util.py:3462-3469).
  static let minimum: Set<String> = [
    "ss_v2", "ss_base_model_version", "ss_network_module", "ss_network_dim", "ss_network_alpha", "ss_network_args",
  ]
}
