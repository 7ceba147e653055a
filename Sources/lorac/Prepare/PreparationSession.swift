internal import LoracDataset
internal import LoracDiagnostics
internal import LoracLowering
internal import LoracONNX
internal import LoracPlanText
internal import LoracPreparation
internal import LoracPreparer
internal import LoracRecipe
internal import LoracSchema
internal import Synchronization

/// Makes the prepared copies of a recipe, and shows how far it is.
struct PreparationSession {
  /// How it ended.
  enum Outcome {
    /// The recipe prepares nothing.
    case nothingToDo
    /// All copies are there.
    case done(PreparationSurvey, picturesMade: Int, captionsWritten: Int, foldersMade: Int)
    /// It was stopped, or something is wrong.
    case incomplete([Diagnostic])
  }

  /// The recipe.
  let recipe: Recipe
  /// Where a contact sheet of the crops is drawn; nil for none.
  var sheet: String?

  /// Makes what is missing.
  func run() throws -> Outcome {
    var diagnostics = DiagnosticList()
    let compiler = PlanCompiler(indexFolder: CacheFolder.path, store: CacheFolder.preparations)
    let preparation = compiler.preparation(of: recipe, into: &diagnostics)
    if diagnostics.hasErrors { return .incomplete(diagnostics.sorted) }
    guard let preparation, let store = CacheFolder.preparations else { return .nothingToDo }
    try SheetPlace.check(sheet, outside: preparation.folders.map(\.request.path))
    // BLIP multiplies with OpenBLAS.
    Machine.chooseProducts()
    let models = PreparationModels(
      ModelRuntime.search(given: recipe[RunFields.onnxRuntime]), threads: Machine.processorCount)
    let preparer = Preparer(preparation, store: store, indexes: nil, models: models)
    StopSignals.begin(.preparation)
    defer { StopSignals.end() }
    let progress = PreparationProgress()
    let outcome = preparer.run(observe: { progress.show($0) }, shouldStop: { StopSignals.haveCome })
    progress.clear()
    switch outcome {
    case .done(let survey, let pictures, let folders):
      if let sheet {
        let problems = preparer.drawSheet(of: survey, title: recipe[RecipeFields.name] ?? "crops", to: sheet) {
          StopSignals.haveCome
        }
        if !problems.isEmpty { return .incomplete(Diagnostic.problems(problems)) }
        if StopSignals.haveCome { return .incomplete([.preparationStopped]) }
      }
      let captions = progress.captions
      return .done(survey, picturesMade: pictures, captionsWritten: captions, foldersMade: folders)
    case .stopped: return .incomplete([.preparationStopped])
    case .failed(let problems): return .incomplete(Diagnostic.problems(problems))
    }
  }
}

/// The progress of a preparation; told by several threads, one at a time.
private final class PreparationProgress: Sendable {
  private struct State {
    var display = ProgressDisplay()
    var captions = 0
  }

  private let state = Mutex(State())

  func show(_ event: Preparer.Event) {
    state.withLock { state in
      switch event {
      case .pictures(let done, let total):
        state.display.show("pictures", done: done, total: total)
      case .captions(let done, let total):
        state.captions = done
        state.display.show("captions", done: done, total: total)
      }
    }
  }

  func clear() { state.withLock { $0.display.clear() } }

  /// How many captions were written.
  var captions: Int { state.withLock(\.captions) }
}
