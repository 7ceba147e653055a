internal import LoracDiagnostics
internal import LoracImages
internal import LoracPlan
internal import LoracPreparation
internal import LoracRecipe
internal import LoracSchema

extension Diagnostic {
  static func notAColor(_ text: String, _ label: Label) -> Diagnostic {
    let near = Suggestion.nearest(to: text, among: RGBColour.names + ["transparent"])
    var diagnostic = Diagnostic(
      PreparationDiagnostics.notAColor, "'\(text)' is no colour",
      at: Label(label.range, near.map { "did you mean '\($0)'?" } ?? "a colour, or 'transparent'"),
      notes: [.help("write one of \(RGBColour.names.joined(separator: ", ")), or a colour in quotes such as '#80c0ff'")]
    )
    if let near { diagnostic.fixIts = [FixIt("change to '\(near)'", [TextEdit(label.range, near)], .safe)] }
    return diagnostic
  }

  static func taggerWithoutModel(_ kind: String, _ label: Label) -> Diagnostic {
    let help =
      kind == "blip"
      ? "add 'model': BLIP's folder, with config.json, model.safetensors and vocab.txt"
      : "add 'model': the tagger's ONNX file, its list of tags beside it"
    return Diagnostic(
      PreparationDiagnostics.taggerWithoutModel, "the tagger '\(kind)' has no model",
      at: Label(label.range, "which one?"), notes: [.help(help)])
  }

  static func preparationModelMissing(_ path: String, for purpose: String, _ label: Label) -> Diagnostic {
    Diagnostic(
      PreparationDiagnostics.modelMissing, "there is no '\(path)' for \(purpose)",
      at: Label(label.range, "not found"),
      notes: [.help("fetch the model, or correct the path, which starts from the folder of the file that states it")])
  }

  static func unseenTransparency(_ label: Label) -> Diagnostic {
    Diagnostic(
      PreparationDiagnostics.unseenTransparency, "a transparent background is trained as it was",
      at: Label(label.range, "trainers do not see transparency"),
      notes: [.help("write 'fill: white' or another colour, so that the background is gone")])
  }

  static func notPrepared(_ folder: PlannedFolder, _ surveyed: SurveyedFolder) -> Diagnostic {
    var parts: [String] = []
    if surveyed.picturesToMake > 0 { parts.append(NameList.count(surveyed.picturesToMake, "picture")) }
    if surveyed.pendingCaptions > 0 { parts.append(NameList.count(surveyed.pendingCaptions, "caption")) }
    let what = parts.isEmpty ? "the copies" : parts.joined(separator: " and ")
    let isOne = parts.count == 1 && max(surveyed.picturesToMake, surveyed.pendingCaptions) == 1
    return Diagnostic(
      PreparationDiagnostics.notPrepared,
      "\(what) of '\(folder.settings.path)' \(isOne ? "is" : "are") not prepared yet",
      at: folder.label("the originals"),
      notes: [.help("`lorac prepare` makes them; `lorac run` does so by itself")]
        + (surveyed.pendingCaptions > 0 ? [.note("captions are unknown until then, and are not checked")] : []))
  }

  static func noPreparationFolder(_ folder: PlannedFolder) -> Diagnostic {
    Diagnostic(
      PreparationDiagnostics.noPreparationFolder, "there is no folder for prepared copies",
      at: folder.label("its images are prepared"),
      notes: [.help("unset LORAC_CACHE, or set XDG_CACHE_HOME to an absolute path where there is room")])
  }

  static func captionsElsewhere(_ folder: PlannedFolder, _ recipe: Recipe) -> Diagnostic {
    let ending = folder.settings.captions.extension
    return Diagnostic(
      PreparationDiagnostics.captionsElsewhere, "captions cannot end in '\(ending)'",
      at: folder.item.label(
        CaptionFields.folder.extension, or: CaptionFields.dataset.extension, in: recipe, "leads into another folder"),
      notes: [.help("state an ending alone, such as .txt")])
  }

  static func smallPictures(_ folder: PlannedFolder, _ names: [String], of images: Int) -> Diagnostic {
    Diagnostic(
      PreparationDiagnostics.smallPictures,
      "\(names.count) of \(NameList.count(images, "picture")) in '\(folder.settings.path)' "
        + "\(names.count == 1 ? "is" : "are") smaller than the size of the crop",
      at: folder.label("in this folder"),
      notes: [
        .note(NameList.sentence("picture", names)),
        .help("use larger ones, or 'crop.upscale: true', which adds no detail"),
      ])
  }

  static func idlePreparation(_ key: String, needs other: String, _ label: Label) -> Diagnostic {
    Diagnostic(
      PreparationDiagnostics.idleSetting, "'prepare.\(key)' has no effect without 'prepare.\(other)'",
      at: Label(label.range, "does nothing"), notes: [.help("add 'prepare.\(other)', or remove this")])
  }
}
