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
    let model = settings.model.path
    if FileSystem.kind(of: model) == .folder {
      throw PreparationProblem(
        model, .model("'\(model)' is a folder, not an ONNX file", remedy: "name the file in it, such as model.onnx"))
    }
    let session = try session(settings.model)
    let list = settings.tagList?.path ?? model
    guard FileSystem.kind(of: list) != nil else {
      throw PreparationProblem(
        list,
        .model(
          "there is no list of tags '\(list)'",
          remedy: "download the one that came with the model, or name it in 'tagger.tags'"))
    }
    let bytes = try PreparationProblem.files { () throws(FileError) in try FileSystem.read(list, limit: 1 << 26) }
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
