internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracPreparation
internal import LoracRecipe
internal import LoracSchema
internal import LoracTags

/// The folders of a recipe after preparation, as far as that has been done.
struct PreparedData {
  /// What is there, and what will be.
  let survey: PreparationSurvey

  /// Looks at what is prepared of the folders of `layout`; nil if nothing is to be prepared, or nothing can be.
  init?(
    _ recipe: Recipe, _ layout: DatasetLayout, mode: PlanCompiler.Mode, store: PreparationStore?,
    indexes: DatasetIndexStore?, into diagnostics: inout DiagnosticList
  ) {
    let folders = layout.allFolders
    IdlePreparation(recipe, folders).report(into: &diagnostics)
    let (preparation, edits) = PreparationLowering(recipe, folders).lower(into: &diagnostics)
    guard preparation.isActive, !folders.contains(where: { $0.settings.captions.extension.contains("/") }) else {
      return nil
    }
    guard let store else {
      if let place = preparation.folders.firstIndex(where: \.settings.isActive) {
        diagnostics.append(.noPreparationFolder(folders[place]))
      }
      return nil
    }
    survey = PreparationSurvey(preparation, store: store, indexes: indexes)
    let places = EditPlaces(recipe: recipe, edits: edits)
    for finding in survey.findings {
      diagnostics.append(.tags(finding, edits: preparation.edits) { places.range(of: $0) })
    }
    reportModels(recipe, folders, into: &diagnostics)
    for (folder, surveyed) in zip(folders, survey.folders) where surveyed.originals.problem == nil {
      reportSize(folder, surveyed, into: &diagnostics)
      guard !surveyed.isReady, !surveyed.images.isEmpty else { continue }
      var diagnostic = Diagnostic.notPrepared(folder, surveyed)
      if mode == .run { diagnostic.severity = .error }
      diagnostics.append(diagnostic)
    }
  }

  /// The folders as they will be read; captions that are not known yet are missing.
  var snapshot: DatasetSnapshot { DatasetSnapshot(folders: survey.folders.map(\.trained)) }

  /// The places of folders whose captions are not known yet.
  var unknownCaptions: Set<Int> { Set(survey.folders.indices.filter { survey.folders[$0].pendingCaptions > 0 }) }

  /// `layout` with the copies' folders in place of the originals'.
  func trained(_ layout: DatasetLayout) -> DatasetLayout {
    var layout = layout
    var place = 0
    for group in layout.groups.indices {
      for folder in layout.groups[group].folders.indices {
        let surveyed = survey.folders[place]
        place += 1
        guard surveyed.settings.isActive else { continue }
        layout.replace(
          group: group, folder: folder, path: surveyed.path, preparation: PreparationPlan(surveyed))
      }
    }
    return layout
  }

  private func reportModels(_ recipe: Recipe, _ folders: [PlannedFolder], into diagnostics: inout DiagnosticList) {
    var seen: Set<String> = []
    for (folder, surveyed) in zip(folders, survey.folders) {
      let settings = surveyed.settings
      let models: [(ModelFile?, KeyPath<PrepareFields, Field<String>>, String)] = [
        (settings.crop?.faces, \.cropFaces, "finding faces"),
        (settings.background?.model, \.backgroundModel, "removing the background"),
        (settings.tagger?.model, \.taggerModel, "tagging"), (settings.tagger?.tags, \.taggerTags, "the tagger's tags"),
      ]
      for case (let model?, let field, let purpose) in models where seen.insert(model.path).inserted {
        guard FileSystem.kind(of: model.path) == nil else { continue }
        let label = folder.item.label(
          PrepareFields.folder[keyPath: field], or: PrepareFields.recipe[keyPath: field], in: recipe, "")
        diagnostics.append(
          .preparationModelMissing(model.path, for: purpose, label))
      }
    }
  }

  private func reportSize(
    _ folder: PlannedFolder, _ surveyed: SurveyedFolder, into diagnostics: inout DiagnosticList
  ) {
    let small = surveyed.picturesBelowCrop
    guard !small.isEmpty else { return }
    diagnostics.append(.smallPictures(folder, small, of: surveyed.images.count))
  }
}

extension PreparationPlan {
  /// What the plan tells of a folder's preparation.
  init(_ folder: SurveyedFolder) {
    self.init(
      source: folder.source, steps: folder.settings.description, isReady: folder.isReady,
      picturesToMake: folder.picturesToMake, captionsToWrite: folder.pendingCaptions)
  }
}
