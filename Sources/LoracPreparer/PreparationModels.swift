internal import LoracCaptioning
internal import LoracFaces
internal import LoracFiles
internal import LoracMatting
package import LoracONNX
internal import LoracPreparation
internal import LoracTaggers
internal import Synchronization

/// Opens the models that preparation needs, each once.
package final class PreparationModels: Sendable {
  /// Threads of BLIP; models of ONNX Runtime use one for each picture that is worked on at the same time.
  let threads: Int
  private let search: ONNXRuntimeSearch
  private let runtime = Mutex<ONNXRuntime?>(nil)
  private let sessions = Mutex<[String: ONNXSession]>([:])

  /// Models that run in the library which `search` finds.
  package init(_ search: ONNXRuntimeSearch, threads: Int) {
    self.search = search
    self.threads = threads
  }

  private func session(_ model: ModelFile) throws(PreparationProblem) -> ONNXSession {
    if let known = sessions.withLock({ $0[model.path] }) { return known }
    let runtime = try opened()
    let session: ONNXSession
    do { session = try runtime.session(model: model.path, threads: 1) } catch {
      throw PreparationProblem(model.path, .model(error.explanation, remedy: error.remedy))
    }
    sessions.withLock { $0[model.path] = session }
    return session
  }

  private func opened() throws(PreparationProblem) -> ONNXRuntime {
    if let runtime = runtime.withLock(\.self) { return runtime }
    do {
      let opened = try search.open()
      runtime.withLock { $0 = opened }
      return opened
    } catch {
      throw PreparationProblem("libonnxruntime.so", .runtime(error.explanation, remedy: error.remedy))
    }
  }

  /// The face detector in `model`.
  func faces(_ model: ModelFile) throws(PreparationProblem) -> FaceDetector {
    let session = try session(model)
    do { return try FaceDetector(session: session) } catch {
      throw PreparationProblem(model.path, .model(error.explanation, remedy: error.remedy))
    }
  }

  /// What removes backgrounds with `model`.
  func background(_ model: ModelFile) throws(PreparationProblem) -> BackgroundRemover {
    let session = try session(model)
    do { return try BackgroundRemover(session: session) } catch {
      throw PreparationProblem(model.path, .model(error.explanation, remedy: error.remedy))
    }
  }

  /// The tagger that `settings` names, which is not BLIP.
  func tagger(_ settings: FolderPreparation.Tagger, kind: Tagger.Kind) throws(PreparationProblem) -> Tagger {
    let list = settings.tags?.path ?? FilePaths.join(FilePaths.parent(of: settings.model.path), kind.usualTags)
    let bytes = try PreparationProblem.files { () throws(FileError) in try FileSystem.read(list, limit: 1 << 26) }
    let session = try session(settings.model)
    let vocabulary: LoracTaggers.TagVocabulary
    do { vocabulary = try kind.vocabulary(bytes) } catch {
      throw PreparationProblem(list, .model("'\(list)' \(error.explanation)", remedy: error.remedy))
    }
    do { return try Tagger(kind: kind, session: session, vocabulary: vocabulary) } catch {
      throw PreparationProblem(settings.model.path, .model(error.explanation, remedy: error.remedy))
    }
  }

  /// BLIP from the folder that `settings` names.
  func captioner(_ settings: FolderPreparation.Tagger) throws(PreparationProblem) -> BLIPCaptioner {
    do { return try BLIPCaptioner(folder: settings.model.path, threads: threads) } catch {
      throw PreparationProblem(settings.model.path, .model(error.explanation))
    }
  }
}

extension Tagger.Kind {
  /// The list of tags as it lies beside the model.
  fileprivate var usualTags: String {
    switch self {
    case .wd14: "selected_tags.csv"
    case .deepbooru: "tags.txt"
    }
  }
}
