package import LoracDiagnostics

// What is wrong with the dataset.

extension KohyaRunDiagnostics {
  /// LR0824: sd-scripts found no image to train.
  package static let noImages = DiagnosticCode(
    "LR0824", "no-images-found", .error,
    Explanation(
      meaning: "sd-scripts found no image to train.",
      why: """
        It looks only into folders named `N_name` below `train_data_dir`, and ends without an error when it finds \
        none.
        """,
      example: "The folder with the images given where its parent is wanted.",
      fix: "Run `lorac plan` again: it says which folders it finds; the dataset has changed since."
    ))

  /// LR0825: sd-scripts refused the bucket settings or an image size.
  package static let bucketsRefused = DiagnosticCode(
    "LR0825", "bucket-settings-refused", .error,
    Explanation(
      meaning: "sd-scripts refused the bucket settings or an image size.",
      why: "Bucket sizes must be multiples of 64 (SDXL 32) and the resolution must lie between smallest and largest.",
      example: "`buckets: {step: 48}`",
      fix: "Use `step: 64`; without buckets every image must have the resolution or latents must be cached."
    ))

  /// LR0826: A caption file is empty or not UTF-8.
  package static let captionUnreadable = DiagnosticCode(
    "LR0826", "caption-unreadable", .error,
    Explanation(
      meaning: "A caption file is empty or not UTF-8.",
      why: "sd-scripts stops at the first such file.",
      example: "An empty `.txt` beside an image.",
      fix: "Write the caption or delete the file; `lorac check` names all of them."
    ))

  /// LR0827: An image cannot be decoded.
  package static let imageUnreadable = DiagnosticCode(
    "LR0827", "image-unreadable", .error,
    Explanation(
      meaning: "An image cannot be decoded.",
      why: "sd-scripts stops at the first such file, often in the middle of caching.",
      example: "A download that broke off.",
      fix: "Replace or delete the image; `lorac check` finds those whose header is broken."
    ))

  /// LR0828: The VAE made NaN of an image.
  package static let latentsNotANumber = DiagnosticCode(
    "LR0828", "latents-not-a-number", .error,
    Explanation(
      meaning: "The VAE made NaN of an image.",
      why: "SDXL's original VAE overflows in fp16.",
      example: "SDXL with `mixed_precision: fp16` and no other VAE",
      fix: "Set `no_half_vae: true` under `kohya:`, use `bf16`, or a VAE that is safe in fp16 (`model.vae`)."
    ))
}
