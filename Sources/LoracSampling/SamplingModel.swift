import LoracArchitectures
import LoracGraph
package import LoracImages
import LoracNetworks
import LoracTensor
package import LoracWeights

/// A base model with LoRA files at changeable weights, ready to make pictures.
///
/// A class because it keeps graphs and memory between pictures; not to be used by two threads at once.
package final class SamplingModel {
  /// The base model.
  package let base: BaseModelWeights
  private let engine: PictureEngine
  private let workers: Workers
  private var stack: AdapterStack
  /// The adapters' matrices; nil without adapters.
  private var parameters: Arena?

  /// Opens a checkpoint or diffusers folder, `vae` replacing its autoencoder, without any LoRA.
  ///
  /// `predictsVelocity` says what the model was trained to predict, which its file does not tell.
  package static func open(
    base: String, vae: String? = nil, threads: Int, predictsVelocity: Bool = false
  ) throws(BaseModelError) -> SamplingModel {
    SamplingModel(
      try BaseModelWeights.open(base, vae: vae), threads: threads, predictsVelocity: predictsVelocity)
  }

  private init(_ base: BaseModelWeights, threads: Int, predictsVelocity: Bool) {
    self.base = base
    workers = Workers(count: threads)
    stack = AdapterStack([], for: base.configuration.architecture)
    engine = PictureEngine(
      base.configuration, MappedWeights(base), adapters: nil, in: ExecutorRoom(workers),
      predictsVelocity: predictsVelocity)
  }

  /// The files that are in use.
  package var loras: [LoRAAdapters] { stack.files }

  /// Opens a LoRA file for this model; it is not used before ``use(_:weights:)``.
  package func openLoRA(_ path: String) throws(SafetensorsError) -> LoRAAdapters {
    try LoRAAdapters.open(path, for: base.configuration.architecture)
  }

  /// Uses these files, and no others, at these weights.
  ///
  /// Cheap where the new files adapt the same modules with the same ranks as the old, as the epochs of one run do.
  package func use(
    _ files: [LoRAAdapters], weights: [AdapterStack.Weight]
  ) throws(SamplingError) {
    precondition(files.count == weights.count, "a weight for each file")
    let stack = AdapterStack(files, for: base.configuration.architecture)
    if !stack.hasSameForm(as: self.stack) {
      let count = stack.layout.parameterCount
      do { parameters = count == 0 ? nil : try Arena(count: count) } catch {
        throw .memory(byteCount: error.byteCount)
      }
      engine.use(stack.layout)
    }
    self.stack = stack
    if let parameters { stack.write(weights, into: parameters.all, workers) }
    engine.adaptersChanged()
  }

  /// The pictures, in the order of `requests`.
  package func generate(
    _ requests: [PictureRequest], progress: (SamplingProgress) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws(SamplingError) -> [MadePicture] {
    if let parameters {
      return try engine.generate(
        requests, parameters: parameters.all, progress: progress, shouldStop: shouldStop)
    }
    var none: [Float] = []
    return try none.withRegion { none throws(SamplingError) in
      try engine.generate(requests, parameters: none, progress: progress, shouldStop: shouldStop)
    }
  }

  /// One picture.
  package func generate(
    _ request: PictureRequest, progress: (SamplingProgress) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws(SamplingError) -> RGBImage {
    try generate([request], progress: progress, shouldStop: shouldStop)[0].image
  }
}
