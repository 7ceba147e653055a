internal import LoracDiagnostics

extension LoweringDiagnostics {
  static let captionCodes = [
    captionExtension, missingCaptions, byteOrderMark, emptyCaption, blankCaption, undecodableCaption,
    unreadableCaption, unusedLines, triggerMissing, longCaption, faceCropCaption,
  ]

  static let captionExtension = DiagnosticCode(
    "LR0540", "caption-extension", .warning,
    Explanation(
      meaning: "No image has a caption with the stated extension, but files with another extension match the images.",
      why: "The captions are not read. Every image is trained with the class tokens alone, and all tagging is lost.",
      example: "captions: {extension: .caption}   # the tagger wrote 001.txt",
      fix: "State the extension of your files:\ndataset:\n  captions: {extension: .txt}"))
  static let missingCaptions = DiagnosticCode(
    "LR0541", "missing-captions", .warning,
    Explanation(
      meaning: "Some images have no caption file.",
      why: "They are trained with the folder's class tokens, or with an empty text if it has none.",
      example: "train/30_cat/001.png   # and no 001.txt",
      fix: "Write the captions, or leave them out for all images if the class tokens are enough."))
  static let byteOrderMark = DiagnosticCode(
    "LR0542", "caption-byte-order-mark", .warning,
    Explanation(
      meaning: "A caption begins with a byte order mark, as some Windows editors write it.",
      why: "sd-scripts keeps the invisible mark as part of the first tag, which becomes another word than you see.",
      example: "001.txt saved by an editor as \"UTF-8 with BOM\"",
      fix: "Save the file as UTF-8 without BOM."))
  static let emptyCaption = DiagnosticCode(
    "LR0543", "empty-caption", .error,
    Explanation(
      meaning: "A caption file has no bytes at all.",
      why: "sd-scripts stops with an AssertionError.",
      example: "001.txt of 0 bytes",
      fix: "Write a caption or delete the file; without a file the class tokens are used."))
  static let blankCaption = DiagnosticCode(
    "LR0544", "blank-caption", .warning,
    Explanation(
      meaning: "The first line of a caption is blank.",
      why: "The image is trained with an empty text, not even with the class tokens.",
      example: "001.txt that begins with an empty line",
      fix: "Write the caption into the first line, or delete the file."))
  static let undecodableCaption = DiagnosticCode(
    "LR0545", "undecodable-caption", .error,
    Explanation(
      meaning: "A caption is not UTF-8.",
      why: "sd-scripts stops with a UnicodeDecodeError.",
      example: "001.txt saved in the code page of an old Windows editor",
      fix: "Save the file as UTF-8, for example with `iconv -f CP1252 -t UTF-8`."))
  static let unreadableCaption = DiagnosticCode(
    "LR0546", "unreadable-caption", .error,
    Explanation(
      meaning: "A caption file cannot be opened, or is larger than 16 MB.",
      why: "sd-scripts stops at it.",
      example: "001.txt that belongs to another user",
      fix: "See that you may read the file, and that it is a caption."))
  static let unusedLines = DiagnosticCode(
    "LR0547", "unused-lines", .warning,
    Explanation(
      meaning: "A caption has more than one line.",
      why: "Only the first line is read, unless `captions.wildcard` makes the lines choices.",
      example: "1girl, smile\nstanding, outdoors",
      fix: "Put everything into one line, or set `captions.wildcard: true` to draw a line each time."))
  static let triggerMissing = DiagnosticCode(
    "LR0548", "trigger-missing", .warning,
    Explanation(
      meaning: "Captions lack the word that `captions.trigger` names.",
      why: "The word that is to call up the subject is not learned from these images.",
      example: "captions: {trigger: ZhangNaYing}   # 001.txt: 1girl, smile",
      fix: "Add the word in front of the captions, or add it to all: `captions: {prefix: \"ZhangNaYing,\"}`."))
  static let longCaption = DiagnosticCode(
    "LR0549", "long-caption", .warning,
    Explanation(
      meaning: "A caption takes more tokens than the text encoder reads.",
      why:
        "What lies beyond `model.max_token_length` is cut off without a word. Common words and commas are one token each;\n"
        + "rare words, names and numbers are several.",
      example: "model: {max_token_length: 75}   # a caption of 120 tags",
      fix: "Shorten the caption, or set `model.max_token_length` to 150 or 225."))
  static let faceCropCaption = DiagnosticCode(
    "LR0550", "face-crop-caption", .remark,
    Explanation(
      meaning: "Captions were found under a shorter name, as for images that a face cropper cut.",
      why: "If a name has five or more parts between underscores, sd-scripts drops the last four and looks again. The\n"
        + "whole path counts, so a folder's underscores can make it find a file that was not meant.",
      example: "photo_120_80_256_256.png uses photo.txt",
      fix: "Nothing, if that is what you want; otherwise give each image a caption of its own."))
}
