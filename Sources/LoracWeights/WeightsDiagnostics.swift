package import LoracDiagnostics

/// The diagnostics about base models and LoRA files: LR0600 to LR0649.
package enum WeightsDiagnostics {
  /// All codes, by number.
  package static let codes = fileCodes + modelCodes + loraCodes + tensorCodes + continuedCodes

  private static let fileCodes = [
    modelMissing, modelUnreadable, folderWithoutModel, emptyFile, pickledCheckpoint, downloadedPage, gitLFSPointer,
    notSafetensors, truncatedFile, damagedHeader, trailingData, wrongExtension,
  ]
  private static let modelCodes = [
    partAsBase, incompleteModel, unsupportedFamily, variantAsBase, unrecognisedModel, familyDisagrees,
    predictionUnknown, predictionDisagrees,
  ]
  private static let loraCodes = [loraDiffers]
  private static let continuedCodes = [loraShapes, nothingToContinue, loraLacks, loraHasMore, alphaDiffers]
  private static let tensorCodes = [
    missingTensors, unknownTensors, tensorShapes, weightTypes, unusedTensors, modelIndex, networkSizes, modelChanged,
  ]

  static let modelMissing = DiagnosticCode(
    "LR0600", "model-missing", .warning,
    Explanation(
      meaning: "The base model, or the LoRA to continue from, is not on this machine.",
      why: "Its family, types and hashes cannot be checked, and `lorac run` cannot start. A plan is still made.",
      example: "model:\n  base: models/chilloutmix.safetensor  # the last letter is missing",
      fix: "Correct the path, which is relative to the recipe's folder, or put the model there before `lorac run`."))

  static let modelUnreadable = DiagnosticCode(
    "LR0601", "model-unreadable", .error,
    Explanation(
      meaning: "The base model, or the LoRA to continue from, is there, but it cannot be read as a file.",
      why: "Nothing can be trained on a file that cannot be opened.",
      example: "model:\n  base: /root/models/base.safetensors  # another user's file",
      fix: "Give yourself the right to read it (`chmod`, `chown`), or copy it elsewhere."))

  static let folderWithoutModel = DiagnosticCode(
    "LR0602", "folder-without-model", .error,
    Explanation(
      meaning: "The base model is a folder, but not a diffusers model: it has no `model_index.json`.",
      why: "A folder is loaded as a whole; a checkpoint inside it is not looked for.",
      example: "model:\n  base: models  # the folder that holds the checkpoints",
      fix: "Name the file inside it:\nmodel:\n  base: models/chilloutmix.safetensors"))

  static let emptyFile = DiagnosticCode(
    "LR0603", "empty-file", .error,
    Explanation(
      meaning: "The file has no bytes.",
      why: "A download or copy was interrupted before it began, or the disk was full.",
      example: "model:\n  base: models/base.safetensors  # 0 bytes",
      fix: "Download or copy the file again."))

  static let pickledCheckpoint = DiagnosticCode(
    "LR0604", "pickled-checkpoint", .error,
    Explanation(
      meaning: "The file is a PyTorch checkpoint (`.ckpt`, `.pt`, `.bin`), not safetensors.",
      why: "Such a file is a Python program: loading it can run anything. lorac reads no pickled files, so it can\n"
        + "neither check nor train on them.",
      example: "model:\n  base: models/model.ckpt",
      fix: "Download the model's safetensors version, or convert it once, on a machine where running it is safe:\n"
        + "python -c \"import torch, safetensors.torch as s; d = torch.load('model.ckpt', map_location='cpu',\n"
        + "weights_only=True); d = d.get('state_dict', d); s.save_file({k: v.contiguous() for k, v in d.items()\n"
        + "if isinstance(v, torch.Tensor)}, 'model.safetensors')\""))

  static let downloadedPage = DiagnosticCode(
    "LR0605", "downloaded-page", .error,
    Explanation(
      meaning: "The file holds a web page or a server's message instead of a model.",
      why: "The link led to the model's page, or the site wants a login; the page was saved under the model's name.",
      example: "curl -o base.safetensors https://example.org/models/base  # saves the page",
      fix: "Use the site's download link, with your access token where it asks for one, and compare the size."))

  static let gitLFSPointer = DiagnosticCode(
    "LR0606", "git-lfs-pointer", .error,
    Explanation(
      meaning: "The file is the small stand-in that git keeps for a large file.",
      why: "The repository was cloned without git LFS, so the model itself was never downloaded.",
      example: "git clone https://example.org/model  # without git-lfs installed",
      fix: "Install git-lfs and run `git lfs pull` in the repository."))

  static let notSafetensors = DiagnosticCode(
    "LR0607", "not-safetensors", .error,
    Explanation(
      meaning: "The file is something else than a safetensors file, whatever its name says.",
      why: "Its first bytes are not those of a safetensors header, so no tensor can be found in it.",
      example: "model:\n  base: preview.safetensors  # a PNG picture that was renamed",
      fix: "Name the model's file. An archive must be unpacked; quantized GGUF files cannot be trained on."))

  static let truncatedFile = DiagnosticCode(
    "LR0608", "truncated-file", .error,
    Explanation(
      meaning: "The file ends before its header says it does.",
      why: "A download or copy was interrupted; the missing weights cannot be guessed.",
      example: "model:\n  base: models/base.safetensors  # 1.2 of 4.0 GB",
      fix: "Download the file again, and compare its size with the one that the site states."))

  static let damagedHeader = DiagnosticCode(
    "LR0609", "damaged-header", .error,
    Explanation(
      meaning: "The header of a safetensors file breaks a rule of the format.",
      why: "The file is damaged, or made by a faulty or hostile program; its tensors cannot be located safely.",
      example: "A header in which two tensors share bytes, or one is larger than its place.",
      fix: "Download the file again from its source, or save it again with the program that made it."))

  static let trailingData = DiagnosticCode(
    "LR0610", "trailing-data", .error,
    Explanation(
      meaning: "The file goes on after the last tensor of its header.",
      why: "kohya's reader refuses such files; something was appended, or two downloads were mixed.",
      example: "cat part1 part2 part2 > base.safetensors",
      fix: "Download the file again."))

  static let wrongExtension = DiagnosticCode(
    "LR0611", "wrong-extension", .error,
    Explanation(
      meaning: "The file is a sound safetensors file, but its name does not end in `.safetensors`.",
      why: "kohya decides by the name how to load a model, and would read this one as a Python pickle and fail.",
      example: "model:\n  base: models/base.ckpt  # in truth safetensors",
      fix: "Rename the file to `….safetensors`, and change the recipe accordingly."))
}
