internal import LoracDataset
internal import LoracDiagnostics
internal import LoracLowering
internal import LoracPreparation
internal import LoracRecipe
internal import LoracReference
internal import LoracTags

/// The captions of a recipe before and after its edits of tags.
struct CaptionState {
  /// What decides them.
  let source: CaptionSource
  /// The captions, regularization left out.
  let editing: TagEditing
  /// Captions that a tagger has yet to write; they are not among the others.
  let pending: Int
  /// Folders that are missing or cannot be read.
  let unreadable: [String]
  /// What is there of the preparation.
  let survey: PreparationSurvey

  /// Reads the captions of the recipe at `path`; nil with an error in `diagnostics`.
  init?(_ path: String, changes: [String], into diagnostics: inout DiagnosticList) {
    guard let (recipe, source) = Self.source(path, changes: changes, files: DiskFiles(), into: &diagnostics) else {
      return nil
    }
    self.source = source
    // Without a cache folder nothing is prepared; captions and edits can be shown all the same.
    survey = PreparationSurvey(
      source.preparation, store: CacheFolder.preparations ?? PreparationStore("/proc/no-cache"))
    pending = survey.folders.reduce(0) { $0 + ($1.request.isRegularization ? 0 : $1.pendingCaptions) }
    var captions: [EditedCaption] = []
    if !source.preparation.edits.isEmpty { captions = survey.captions }
    // Folders with which nothing is done are shown as they are.
    let plain = survey.folders.filter { folder in
      !folder.request.isRegularization && (source.preparation.edits.isEmpty || !folder.settings.isActive)
    }
    captions += TagEditor([], separator: source.preparation.separator).apply(to: plain.flatMap(Self.captions)).captions
    editing = TagEditing(captions: captions, findings: survey.findings)
    unreadable = survey.folders.filter { $0.originals.problem != nil }.map(\.source)
    for finding in survey.findings { diagnostics.append(source.diagnostic(finding)) }
    Suppression.apply(to: &diagnostics, of: recipe.file, catalogue: DiagnosticCatalogue.all) {
      TagDiagnostics.codes.contains($0)
    }
  }

  private static func captions(of folder: SurveyedFolder) -> [ImageCaption] {
    folder.images.filter { !$0.isPending }.map { image in
      ImageCaption(folder: folder.source, file: image.original, text: image.rawCaption)
    }
  }

  /// The recipe at `path`, and what decides its captions; nil with an error in `diagnostics`.
  static func source(
    _ path: String, changes: [String], files: any RecipeFiles, into diagnostics: inout DiagnosticList
  ) -> (Recipe, CaptionSource)? {
    let loader = RecipeLoader(files: files)
    guard let layers = loader.load(path, into: &diagnostics), let file = layers.last?.file else { return nil }
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    let recipe = Resolver(environment: Environment.all)
      .resolve(layers + commandLine, recipe: file, into: &diagnostics)
    guard !diagnostics.hasErrors, let source = CaptionSource(recipe, into: &diagnostics), !diagnostics.hasErrors else {
      return nil
    }
    return (recipe, source)
  }
}
