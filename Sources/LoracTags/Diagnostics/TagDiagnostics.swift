package import LoracDiagnostics

/// The diagnostics of tag edits, groups and implications.
package enum TagDiagnostics {
  /// All codes, by number; LR0950 to LR0956.
  package static let codes = [
    tagNotFound, editWithoutImages, requiredTagMissing, captionEmptied, unknownTagGroup, groupInItself,
    implicationInCircle,
  ]

  static let tagNotFound = DiagnosticCode(
    "LR0950", "tag-not-found", .warning,
    Explanation(
      meaning: "An edit names a tag that no caption of its images has, or has no more when the edit's turn comes.",
      why:
        "The edit changes nothing, and the tag that was meant stays. Groups and globs are made for any dataset, so that\n"
        + "one which fits nothing is only a remark.",
      example: "prepare:\n  edits:\n    - remove: lip      # the tagger wrote 'lips'",
      fix: "Correct the name; `lorac tags` lists all tags with their frequency. A name stands for a whole tag, and in\n"
        + "sentences for nothing: `text:a hat` removes words, `*hat*` every tag and sentence that has them."))
  static let editWithoutImages = DiagnosticCode(
    "LR0951", "edit-without-images", .warning,
    Explanation(
      meaning: "The `images` of an edit name no image of the dataset.",
      why:
        "The edit changes nothing. Patterns are compared with the file's name, or with folder and name where they have a\n"
        + "slash; letter case counts.",
      example: "- remove: dog\n  images: 30_Zhang/2.png      # the file is 0002.png",
      fix: "Write the name as it is in the folder, as in `30_Zhang/0002.png`, `*.png` or `30_Zhang/*`."))
  static let requiredTagMissing = DiagnosticCode(
    "LR0952", "required-tag-missing", .warning,
    Explanation(
      meaning: "Captions have none of the tags that a `require` names, after the edits before it.",
      why:
        "A caption that does not say who or what is shown leaves the subject to be learned with any other word of it.",
      example: "- require: \"@subject\"      # 0007.txt: long hair, smile, upper body",
      fix: "Add the tag to these captions, for example with\n\n- add: 1girl\n  images: 0007.png"))
  static let captionEmptied = DiagnosticCode(
    "LR0953", "caption-emptied", .warning,
    Explanation(
      meaning: "Edits took the last tag from a caption.",
      why: "The image is trained with its folder's class tokens, or with nothing, although it had a caption.",
      example: "- keep_only: [1girl]      # 0003.txt: cat, simple background",
      fix: "Limit the edit with `images`, or add a tag that says what the image shows."))
  static let unknownTagGroup = DiagnosticCode(
    "LR0954", "unknown-tag-group", .error,
    Explanation(
      meaning: "A name begins with `@`, but there is no such group of tags.",
      why: "Nothing would be found by it. A tag cannot begin with `@` and go on with letters.",
      example: "- remove: \"@face\"",
      fix: "`lorac tags --groups` lists all groups. To make one:\n\n"
        + "prepare:\n  groups: {face: [nose, lips, freckles]}"))
  static let groupInItself = DiagnosticCode(
    "LR0955", "group-in-itself", .error,
    Explanation(
      meaning: "A group of tags contains itself, directly or through other groups.",
      why: "It has no definite members.",
      example: "groups: {hats: [cap, \"@headwear\"], headwear: [\"@hats\", veil]}",
      fix:
        "Take one of the names out. A group of yours that has the name of a built-in one adds to it, so it need not\n"
        + "name it."))
  static let implicationInCircle = DiagnosticCode(
    "LR0956", "implication-in-circle", .error,
    Explanation(
      meaning: "Tags imply each other in a circle.",
      why:
        "An implication says that a tag is redundant beside one that says more. Of two that imply each other, neither is.",
      example: "implications: {hat: cap, cap: hat}",
      fix: "Keep the direction from the special tag to the general one. For two names of one thing use\n\n"
        + "- rename: {cap: hat}"))
}
