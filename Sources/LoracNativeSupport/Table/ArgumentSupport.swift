/// kohya's arguments below `kohya:` that decide what is trained.
extension NativeSupport {
  private static let otherDataset = "Only datasets of image folders with caption files are read."
  private static let mask = "Losses are not masked."

  static let dataArguments: [(String, NativeSupport)] = [
    ("token_warmup_min", .same()),
    ("token_warmup_step", .same()),
    ("vae_batch_size", .same()),
    (
      "resize_interpolation",
      .partly(
        "`area`, `lanczos`, `linear`, `bilinear`, and `nearest` as OpenCV 4 has it, which sd-scripts asks for. `cubic` and "
          + "`bicubic` are refused: OpenCV leaves them to a library of Intel's whose numbers change with its releases.")
    ),
    ("caption_extention", .refused("An old spelling; say `dataset.captions.extension`.")),
    ("face_crop_aug_range", .refused("Cropping around faces is not implemented.")),
    ("alpha_mask", .refused(mask)),
    ("masked_loss", .refused(mask)),
    ("conditioning_data_dir", .refused(mask)),
    ("dataset_class", .refused("Python code is not run.")),
    ("in_json", .refused(otherDataset)),
    ("dataset_repeats", .refused(otherDataset)),
    ("debug_dataset", .refused("kohya shows the images and does not train; `lorac plan` says what is in the dataset.")),
    ("skip_cache_check", .unused("Caches are always checked.")),
    ("cache_info", .unused("lorac has an index of its own.")),
    (
      "max_data_loader_n_workers",
      .partly(
        "Only 0, which lorac also tells kohya: the order of images and their random numbers depend on the number.")
    ),
    ("persistent_data_loader_workers", .unused("There are no workers to keep.")),
    ("cache_text_encoder_outputs", .refused("A setting of SDXL.")),
    ("cache_text_encoder_outputs_to_disk", .refused("A setting of SDXL.")),
  ]

  static let trainingArguments: [(String, NativeSupport)] = [
    ("ip_noise_gamma_random_strength", .same()),
    ("v_pred_like_loss", .same()),
    ("max_validation_steps", .same()),
    ("dim_from_weights", .refused("State the rank and alpha of the file under `network`.")),
    ("base_weights", .refused("LoRA files are not merged into the base model.")),
    ("base_weights_multiplier", .unused("Only `base_weights`, which is refused, looks at it.")),
    ("full_fp16", .refused("Adapters and gradients in half precision train differently; all is float32 here.")),
    ("full_bf16", .refused("Adapters and gradients in half precision train differently; all is float32 here.")),
    ("use_8bit_adam", .refused("An old flag; say `optimizer.type: AdamW8bit`.")),
    ("use_lion_optimizer", .refused("An old flag; say `optimizer.type: Lion`.")),
    ("fused_backward_pass", .unused("Saves a GPU's memory.")),
    ("resume", .refused("Say `lorac run --resume`; kohya's states cannot be read.")),
    ("skip_until_initial_step", .refused("Say `lorac run --resume`, which continues exactly where the run stopped.")),
    ("initial_epoch", .refused("Say `lorac run --resume`, which continues exactly where the run stopped.")),
    ("initial_step", .refused("Say `lorac run --resume`, which continues exactly where the run stopped.")),
    (
      "console_log_simple", .same("The order of images is always the one with this flag, which lorac also tells kohya.")
    ),
  ]
}
