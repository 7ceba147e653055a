/// Length, precision, loss and validation.
extension NativeSupport {
  static let trainingFields: [(String, NativeSupport)] = [
    ("train.epochs", .same()),
    ("train.steps", .same()),
    ("train.seed", .same("Without one every run differs, with kohya as well.")),
    (
      "train.mixed_precision",
      .different(
        "A CPU computes all in float32, whatever is stated, and a remark says so. `fp16` and `bf16` then only decide the "
          + "precision of saved files. kohya cannot train in fp16 on a CPU at all.")
    ),
    ("train.gradient_accumulation", .same()),
    ("train.gradient_checkpointing", .same()),

    ("loss.type", .same()),
    ("loss.min_snr_gamma", .same()),
    ("loss.noise_offset", .same()),
    ("loss.noise_offset_random_strength", .same()),
    ("loss.adaptive_noise_scale", .same()),
    ("loss.prior_loss_weight", .same()),
    ("loss.debiased", .same()),
    ("loss.scale_v_prediction", .same()),
    ("loss.zero_terminal_snr", .same()),
    ("loss.multires_noise.iterations", .same()),
    ("loss.multires_noise.discount", .same()),
    ("loss.huber.schedule", .same()),
    ("loss.huber.c", .same()),
    ("loss.huber.scale", .same()),
    ("loss.ip_noise_gamma", .same()),
    ("loss.min_timestep", .same()),
    ("loss.max_timestep", .same()),
    ("loss.weighted_captions", .same()),

    ("validation.split", .same()),
    ("validation.seed", .same()),
    ("validation.every", .same()),
  ]
}
