package import LoracBatches
package import LoracFiles
package import LoracImages
package import LoracOptimizers
package import LoracTensor
package import LoracWeights

/// Why training could not begin or go on; whatever was saved before is whole.
package enum TrainerError: Error, Sendable {
  /// The base model cannot be used.
  case model(BaseModelError)
  /// The base model's file was changed while it was in use.
  case modelChanged(path: String)
  /// The plan gives no batches.
  case batches(BatchProblem)
  /// The optimizer cannot be made.
  case optimizer(OptimizerProblems)
  /// The groups' rates do not go together.
  case groupRates(OptimizerProblem)
  /// The schedule cannot be made.
  case schedule(LearningRateProblem)
  /// An image file cannot be read.
  case file(FileError)
  /// An image cannot be decoded.
  case image(path: String, ImageError)
  /// An image is no longer what was planned.
  case imageChanged(path: String)
  /// A latent cache cannot be written.
  case latentCache(path: String, FileError)
  /// A caption's weights cannot be read: the text that is no number.
  case caption(image: String, number: String)
  /// A LoRA file to continue from cannot be read.
  case weights(path: String, SafetensorsError)
  /// A LoRA file to continue from has other shapes.
  case weightsDiffer(path: String, name: String)
  /// The loss is not a number any more.
  case lossNotANumber(step: Int, losses: [Double], lastState: String?)
  /// A weight is not a number any more, which was found before it was saved.
  case weightsNotANumber(step: Int, lastState: String?)
  /// A file of results cannot be written.
  case save(FileError)
  /// A saved state cannot be used; a phrase.
  case state(path: String, String)
  /// The system has no room.
  case memory(OutOfMemory)
  /// Something the native trainer does not do; plans are checked for it before.
  case unsupported(String)
}
