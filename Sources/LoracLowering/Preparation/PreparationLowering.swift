internal import LoracCropping
internal import LoracDiagnostics
internal import LoracImages
internal import LoracPlan
internal import LoracPreparation
internal import LoracRecipe
internal import LoracSchema
internal import LoracTags

/// What a recipe wants to be done with its folders before they are trained.
struct PreparationLowering {
  private let recipe: Recipe
  private let folders: [PlannedFolder]

  /// Lowers the `prepare` blocks for `folders`.
  init(_ recipe: Recipe, _ folders: [PlannedFolder]) {
    self.recipe = recipe
    self.folders = folders
  }

  /// The preparation, and where its edits stand; problems are reported.
  func lower(into diagnostics: inout DiagnosticList) -> (preparation: Preparation, edits: [Settings]) {
    let general = EditLowering.edits(recipe.settings[PrepareFields.recipe.edits])
    var all = general
    var prepared: [Preparation.Folder] = []
    var seen: Set<String> = []
    for folder in folders {
      var settings = FolderPreparation(crop: crop(folder), background: background(folder, into: &diagnostics))
      if !folder.settings.isRegularization {
        settings.tagger = tagger(folder, into: &diagnostics)
        let own = EditLowering.edits(folder.item.own[PrepareFields.folder.edits]).map { stated in
          var edit = stated
          edit.edit.folder = folder.settings.path
          return edit
        }
        settings.edits = (general + own).map(\.edit)
        if seen.insert(folder.settings.path).inserted { all += own }
      }
      if settings.isActive, folder.settings.captions.extension.contains("/") {
        diagnostics.append(.captionsElsewhere(folder, recipe))
      }
      prepared.append(Preparation.Folder(folder.request, settings))
    }
    let words = Preparation.Words(
      groups: EditLowering.lists(PrepareFields.groups, in: recipe.settings),
      implications: EditLowering.lists(PrepareFields.implications, in: recipe.settings))
    let preparation = Preparation(
      folders: prepared, edits: all.map(\.edit), words: words,
      separator: folders.first?.settings.captions.separator ?? ",")
    return (preparation, all.map(\.item))
  }

  private func value<T: SettingConvertible>(
    _ field: KeyPath<PrepareFields, Field<T>>, _ folder: PlannedFolder
  ) -> T? {
    folder.item.value(PrepareFields.folder[keyPath: field], or: PrepareFields.recipe[keyPath: field], in: recipe)
  }

  private func crop(_ folder: PlannedFolder) -> FolderPreparation.Crop? {
    let sizes = value(\.cropSizes, folder).map(Self.sizes) ?? []
    let stated = value(\.cropMode, folder).flatMap(CropRule.Mode.init)
    guard let mode = stated ?? (sizes.isEmpty ? nil : .focus) else { return nil }
    let resolution = PictureSize(width: folder.resolution.width, height: folder.resolution.height)
    let rule = CropRule(
      mode: mode, sizes: sizes.isEmpty ? [resolution] : sizes, allowsUpscale: value(\.cropUpscale, folder) ?? false)
    let faces = mode == .focus ? value(\.cropFaces, folder).map(ModelFile.init) : nil
    return FolderPreparation.Crop(rule: rule, faces: faces)
  }

  private static func sizes(_ value: SettingValue) -> [PictureSize] {
    switch value {
    case .size(let width, let height): [PictureSize(width: width, height: height)]
    case .list(let items): items.flatMap(sizes)
    default: []
    }
  }

  private func background(
    _ folder: PlannedFolder, into diagnostics: inout DiagnosticList
  ) -> FolderPreparation.Background? {
    let model = value(\.backgroundModel, folder).map(ModelFile.init)
    // Without a model the fill shows behind pictures that are transparent themselves.
    let isStated =
      folder.item.own[PrepareFields.folder.backgroundFill] != nil
      || recipe.states(PrepareFields.recipe.backgroundFill)
    guard model != nil || isStated else { return nil }
    let text = value(\.backgroundFill, folder) ?? "white"
    if text == "transparent" {
      if model != nil, recipe.settings["\(RecipeFields.kohya.path).alpha_mask"] == nil {
        diagnostics.append(.unseenTransparency(label(\.backgroundFill, folder)))
      }
      return .init(model: model, fill: nil)
    }
    guard let fill = RGBColour(text) else {
      diagnostics.append(.notAColor(text, label(\.backgroundFill, folder)))
      return nil
    }
    return .init(model: model, fill: fill)
  }

  private func tagger(
    _ folder: PlannedFolder, into diagnostics: inout DiagnosticList
  ) -> FolderPreparation.Tagger? {
    guard let kind = value(\.taggerType, folder).flatMap(FolderPreparation.Tagger.Kind.init) else { return nil }
    guard let model = value(\.taggerModel, folder) else {
      diagnostics.append(.taggerWithoutModel(kind.rawValue, label(\.taggerType, folder)))
      return nil
    }
    let threshold = value(\.taggerThreshold, folder) ?? 0.6
    return FolderPreparation.Tagger(
      kind: kind, model: ModelFile(model), tags: value(\.taggerTags, folder).map(ModelFile.init), threshold: threshold,
      characterThreshold: value(\.taggerCharacterThreshold, folder) ?? threshold,
      existing: value(\.taggerExisting, folder).flatMap(FolderPreparation.Tagger.Existing.init) ?? .keep,
      prompt: value(\.taggerPrompt, folder), beams: value(\.taggerBeams, folder) ?? 1)
  }

  private func label<T>(_ field: KeyPath<PrepareFields, Field<T>>, _ folder: PlannedFolder) -> Label {
    folder.item.label(PrepareFields.folder[keyPath: field], or: PrepareFields.recipe[keyPath: field], in: recipe, "")
  }
}
