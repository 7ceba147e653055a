import Glibc
import LoracArchitectures
import LoracBatches
import LoracFiles
import LoracJSON
import LoracOptimizers
import LoracRandom
import LoracWeights

/// Everything that decides how training goes on after an optimizer step.
///
/// Saved as one safetensors file, written under a temporary name and renamed: a state is there as a whole or not at all.
struct TrainingState {
  /// What is saved beside the numbers.
  struct Progress: Codable, Hashable {
    /// What the plan was made from; another plan's state is refused.
    var plan: String
    /// Optimizer steps done.
    var step: Int
    /// The epoch that was begun, from 1.
    var epoch: Int
    /// Whether the epoch's end, with its saves, is done.
    var isEpochDone: Bool
    /// Where the batches stand.
    var batches: BatchSequence.State
    var losses: LossRecorder
    var validationByEpoch: LossRecorder
    var validationByStep: LossRecorder
    /// kohya's `ss_session_id` and `ss_training_started_at` of the first start.
    var sessionID: Int
    var startedAt: Double
    /// Previews that are made; nil in states of versions without.
    var previews: Int?
    /// The seed, which the plan may leave open.
    var seed: Int
  }

  var progress: Progress
  var parameters: [Float]
  /// Gradients that kohya never clears: those of modules whose network has a rate of 0.
  var gradients: [Float]
  var optimizer: [StateBuffer]
  var random: [UInt8]

  private static let progressKey = "lorac_progress"
  private static let optimizerPrefix = "optimizer."

  /// The file of the state after `step`, below the run folder.
  static func path(_ runDirectory: String, step: Int) -> String {
    let digits = String(step)
    return "\(runDirectory)/state/step\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).safetensors"
  }

  /// Writes the state.
  func write(to path: String) throws(TrainerError) {
    var file = SafetensorsFile()
    file.add("parameters", parameters)
    file.add("gradients", gradients)
    for buffer in optimizer { file.add(Self.optimizerPrefix + buffer.name, buffer.bytes) }
    file.add("random", random)
    do {
      let text = try JSONValueEncoder.encode(progress).serialized()
      try FileSystem.createFolders(FilePaths.parent(of: path))
      try file.write(to: path, metadata: [(key: Self.progressKey, value: text)])
    } catch let error as FileError {
      throw .save(error)
    } catch {
      throw .state(path: path, "\(error)")
    }
  }

  /// The newest state below a run folder that can be read; nil if there is none.
  static func newest(in runDirectory: String) throws(TrainerError) -> (state: TrainingState, path: String)? {
    let folder = "\(runDirectory)/state"
    guard let names = try? FileSystem.names(in: folder) else { return nil }
    let candidates = names.filter { $0.hasPrefix("step") && $0.hasSuffix(".safetensors") }.sorted()
    guard let last = candidates.last else { return nil }
    let path = "\(folder)/\(last)"
    return (try read(path), path)
  }

  private static func read(_ path: String) throws(TrainerError) -> TrainingState {
    do {
      let file = try MappedSafetensors.open(path)
      guard let text = file.header.metadata[progressKey] else {
        throw TrainerError.state(path: path, "it is no state of lorac's")
      }
      let progress = try JSONValueDecoder.decode(Progress.self, from: try JSONValue.parse(text))
      var optimizer: [StateBuffer] = []
      for tensor in file.tensors where tensor.name.hasPrefix(optimizerPrefix) {
        optimizer.append(
          StateBuffer(name: String(tensor.name.dropFirst(optimizerPrefix.count)), bytes: tensor.withBytes { Array($0) })
        )
      }
      guard let parameters = file.tensor("parameters")?.floats, let gradients = file.tensor("gradients")?.floats,
        let random = file.tensor("random")
      else { throw TrainerError.state(path: path, "it lacks a part") }
      return TrainingState(
        progress: progress, parameters: parameters, gradients: gradients, optimizer: optimizer,
        random: random.withBytes { Array($0) })
    } catch let error as TrainerError {
      throw error
    } catch {
      throw .state(path: path, "\(error)")
    }
  }
}
