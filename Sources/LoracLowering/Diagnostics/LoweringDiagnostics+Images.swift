internal import LoracDiagnostics

extension LoweringDiagnostics {
  static let imageCodes = [
    brokenImage, truncatedImage, unsupportedImage, wrongExtension, unseenImages, rotatedImages, transparentImages,
    changedImages, duplicateImages, sharedCaption,
  ]

  static let brokenImage = DiagnosticCode(
    "LR0520", "broken-image", .error,
    Explanation(
      meaning: "A file with the name of an image is none: it is empty, damaged, a web page, or cannot be opened.",
      why: "sd-scripts reads every image before it trains and stops at the first that it cannot read.",
      example: "train/30_cat/007.png   # 0 bytes: an interrupted download",
      fix: "Replace or delete the file."))
  static let truncatedImage = DiagnosticCode(
    "LR0521", "truncated-image", .error,
    Explanation(
      meaning: "The header of an image is whole, but pixels are missing at the end.",
      why: "sd-scripts finds its size and stops later, when it loads the pixels, perhaps after minutes.",
      example: "train/30_cat/007.jpg   # the copy was interrupted",
      fix: "Copy the file again, or delete it."))
  static let unsupportedImage = DiagnosticCode(
    "LR0522", "unsupported-image", .error,
    Explanation(
      meaning: "A file has the extension of one image format and the content of another that is not read.",
      why: "sd-scripts cannot read it without a plug-in and stops.",
      example: "train/30_cat/007.jpg   # really a HEIC from a phone",
      fix: "Convert it, for example with `magick 007.jpg 007.png`, and delete the original."))
  static let wrongExtension = DiagnosticCode(
    "LR0523", "image-extension", .warning,
    Explanation(
      meaning: "The extension of an image names another format than its content.",
      why: "sd-scripts reads it all the same, going by the content; other programs may not.",
      example: "train/30_cat/007.png   # really a JPEG",
      fix: "Rename the file, with its caption."))
  static let unseenImages = DiagnosticCode(
    "LR0524", "unseen-images", .warning,
    Explanation(
      meaning: "A folder holds images that sd-scripts does not see.",
      why:
        "It looks for .png, .jpg, .jpeg, .webp and .bmp, all lower or all upper case. `.Png`, `.gif`, `.tiff`, `.avif`\n"
        + "and hidden files are passed over without a word.",
      example: "train/30_cat/007.Png",
      fix: "Rename or convert the files."))
  static let rotatedImages = DiagnosticCode(
    "LR0525", "rotated-images", .warning,
    Explanation(
      meaning: "Images are stored lying down, with a note that viewers shall turn them, as phones do.",
      why: "sd-scripts ignores the note: portraits are trained lying on their side.",
      example: "train/30_cat/IMG_0007.jpg   # EXIF orientation 6",
      fix: "Turn the pixels themselves, for example with `magick mogrify -auto-orient *.jpg`."))
  static let transparentImages = DiagnosticCode(
    "LR0526", "transparent-images", .remark,
    Explanation(
      meaning: "Images have transparent parts.",
      why: "Transparency is dropped, and the colours below it are trained: often black, sometimes what was cut away.",
      example: "train/30_cat/007.png   # background removed, stored as black",
      fix: "Put the subject on a plain background."))
  static let changedImages = DiagnosticCode(
    "LR0527", "changed-images", .remark,
    Explanation(
      meaning: "Images are not stored as plain colours of one picture: several frames, or four inks.",
      why:
        "Only the first frame is trained; inks are turned into red, green and blue without their colour profile, so\n"
        + "that colours shift.",
      example: "train/30_cat/007.webp   # an animation",
      fix: "Save the frame or the converted picture as PNG."))
  static let duplicateImages = DiagnosticCode(
    "LR0528", "duplicate-images", .warning,
    Explanation(
      meaning: "Several files hold the same picture.",
      why: "A picture that is there twice counts twice as often as the others; the model learns it by heart.",
      example: "train/30_cat/007.png\ntrain/30_cat/007 (copy).png",
      fix: "Delete the copies. If the picture shall count more, put it into a folder with more repeats."))
  static let sharedCaption = DiagnosticCode(
    "LR0529", "shared-caption", .warning,
    Explanation(
      meaning: "Images in one folder differ only in their extension.",
      why:
        "They share one caption file and, with `cache_latents: disk`, one cache file, so one of them is trained with\n"
        + "the other's pixels.",
      example: "train/30_cat/007.png\ntrain/30_cat/007.jpg",
      fix: "Rename one of them."))
}
