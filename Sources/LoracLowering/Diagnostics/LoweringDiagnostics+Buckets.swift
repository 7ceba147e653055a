internal import LoracDiagnostics

extension LoweringDiagnostics {
  static let bucketCodes = [
    thinImage, zeroBucket, roundedBound, refusedBuckets, bucketStep, mixedSizes, cachedSizes,
    malformedCache,
  ]

  static let thinImage = DiagnosticCode(
    "LR0530", "thin-image", .error,
    Explanation(
      meaning: "An image is so long and thin that no bucket fits it.",
      why: "One side would be shorter than one bucket step; sd-scripts divides by zero and stops.",
      example: "a picture of 4000×20 pixels with `buckets: {step: 64, upscale: false}`",
      fix: "Crop the image, or set `dataset.buckets.upscale: true`."))
  static let zeroBucket = DiagnosticCode(
    "LR0531", "zero-width-bucket", .error,
    Explanation(
      meaning: "An image is narrower than the bucket step, so its bucket is 0 pixels wide.",
      why: "sd-scripts sorts it into that bucket and stops when it loads the image.",
      example: "a picture of 63×500 pixels with `buckets: {step: 64, upscale: false}`",
      fix: "Enlarge or remove the image, or set `dataset.buckets.upscale: true`."))
  static let roundedBound = DiagnosticCode(
    "LR0532", "rounded-bucket-bound", .remark,
    Explanation(
      meaning: "The smallest or largest side of buckets is not a multiple of the step.",
      why: "The smallest side is rounded down and the largest up.",
      example: "buckets: {step: 64, min: 300}",
      fix: "State the number that is used."))
  static let refusedBuckets = DiagnosticCode(
    "LR0533", "refused-buckets", .error,
    Explanation(
      meaning: "Resolution, bucket step and bucket bounds contradict each other.",
      why: "sd-scripts wants the resolution to lie within the bounds, and every side to be at least one step.",
      example: "dataset:\n  resolution: 1024\n  buckets: {max: 768}",
      fix: "Change the bound that the message names."))
  static let bucketStep = DiagnosticCode(
    "LR0534", "bucket-step", .error,
    Explanation(
      meaning: "The bucket step is not a multiple of what the model family needs: 64, or 32 for SDXL.",
      why: "sd-scripts refuses to start.",
      example: "model:\n  family: sd15\ndataset:\n  buckets: {step: 32}",
      fix: "Use 64 (SDXL: 32)."))
  static let mixedSizes = DiagnosticCode(
    "LR0535", "mixed-sizes", .error,
    Explanation(
      meaning: "Buckets are off, latents are not cached, and images have other sizes than the resolution.",
      why:
        "Only cached images are resized and cropped without buckets; otherwise sd-scripts wants every image to have\n"
        + "exactly the resolution, or at least its size with `random_crop`, and stops.",
      example: "dataset:\n  cache_latents: false\n  buckets: {enabled: false}",
      fix: "Turn on buckets or `cache_latents`, or crop the images to the resolution."))
  static let cachedSizes = DiagnosticCode(
    "LR0536", "cached-sizes", .warning,
    Explanation(
      meaning: "A cache of latents beside an image states another size than the image has.",
      why:
        "sd-scripts takes sizes from the names of such caches, whether latents are cached in this run or not, and so\n"
        + "chooses another bucket than the picture needs. The picture was replaced after it was cached, or its name\n"
        + "begins the name of another one.",
      example: "train/30_cat/007.png   # 512×768, beside 007_0512x0512_sd.npz",
      fix: "Delete the caches (`*.npz`); they are made anew."))
  static let malformedCache = DiagnosticCode(
    "LR0537", "malformed-cache", .error,
    Explanation(
      meaning: "A file beside an image is named like a cache of latents, but its name holds no size.",
      why: "sd-scripts stops with a ValueError.",
      example: "train/30_cat/007_old_sd.npz",
      fix: "Delete or rename the file."))
}
