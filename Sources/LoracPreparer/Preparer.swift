package import LoracDataset
internal import LoracFiles
package import LoracPreparation
internal import Synchronization

/// Prepares the images of a recipe: makes pictures and captions that are missing, then the folders that are trained.
///
/// Everything is written under a temporary name and renamed, and named by what it was made from; whoever stops it at any
/// moment, or runs it twice at the same time, leaves nothing wrong behind.
package struct Preparer: Sendable {
  /// How far it is.
  package enum Event: Sendable, Hashable {
    /// Pictures that are made.
    case pictures(done: Int, total: Int)
    /// Captions that taggers wrote.
    case captions(done: Int, total: Int)
  }

  /// How it ended.
  package enum Outcome: Sendable {
    /// All folders are ready; so many pictures were made, and so many folders put together anew.
    case done(PreparationSurvey, pictures: Int, folders: Int)
    /// The caller asked to stop; what was made is kept.
    case stopped
    /// Something could not be prepared; everything else was.
    case failed([PreparationProblem])
  }

  let preparation: Preparation
  let store: PreparationStore
  let indexes: DatasetIndexStore?
  let models: PreparationModels

  /// A preparer.
  ///
  /// - Parameters:
  ///   - preparation: What is to be done.
  ///   - store: Where it is kept.
  ///   - indexes: Where indexes of large folders are kept.
  ///   - models: Opens what is needed.
  package init(
    _ preparation: Preparation, store: PreparationStore, indexes: DatasetIndexStore?, models: PreparationModels
  ) {
    self.preparation = preparation
    self.store = store
    self.indexes = indexes
    self.models = models
  }

  /// Prepares everything that is not ready.
  ///
  /// - Parameters:
  ///   - observe: Told how far it is, by one thread at a time.
  ///   - shouldStop: Asked between two images, by several threads at once.
  /// - Returns: How it ended.
  package func run(
    observe: @escaping @Sendable (Event) -> Void, shouldStop: @escaping @Sendable () -> Bool
  ) -> Outcome {
    let work = PreparationWork(store: store, models: models, observe: observe, shouldStop: shouldStop)
    var outcome = run(work, shouldStop)
    if case .failed(let problems) = outcome, problems.contains(where: { $0.cause == .restless }),
      DamagedCopies(store).remove(from: survey())
    {
      outcome = run(work, shouldStop)
    }
    return outcome
  }

  private func run(_ work: PreparationWork, _ shouldStop: @escaping @Sendable () -> Bool) -> Outcome {
    let first = survey()
    var problems = unusableNames(first)
    problems += work.makePictures(first)
    if shouldStop() { return .stopped }
    if problems.isEmpty { problems += work.writeCaptions(survey()) }
    if shouldStop() { return .stopped }
    guard problems.isEmpty else { return .failed(problems) }
    let assembler = FolderAssembler(store: store)
    var assembled = 0
    for (place, folder) in survey().folders.enumerated() where !folder.isReady {
      do throws(PreparationProblem) {
        if try assembler.assemble(folder, shouldStop: shouldStop, again: { survey().folders[place] }) { assembled += 1 }
      } catch {
        problems.append(error)
      }
      if shouldStop() { return .stopped }
    }
    guard problems.isEmpty else { return .failed(problems) }
    let result = survey()
    let unready = result.folders.filter { !$0.isReady }
    return unready.isEmpty
      ? .done(result, pictures: work.made.count, folders: assembled)
      : .failed(unready.map { PreparationProblem($0.source, .restless) })
  }

  private func unusableNames(_ survey: PreparationSurvey) -> [PreparationProblem] {
    survey.folders.filter(\.settings.isActive).flatMap { folder in
      folder.originals.images.filter { $0.name.undecodable != nil }
        .map { PreparationProblem("\(folder.source)/\($0.name.text)", .name) }
    }
  }

  private func survey() -> PreparationSurvey { PreparationSurvey(preparation, store: store, indexes: indexes) }
}
