package import LoracOptimizers
package import LoracPlan

extension OptimizerPlan {
  /// kohya's `--learning_rate` where no rate is given (sd-scripts library/train_util.py, add_optimizer_arguments).
  private static let defaultLearningRate = 2e-6

  /// kohya's `--learning_rate`: the rate of whatever has none of its own.
  package var baseLearningRate: Double { learningRate ?? Self.defaultLearningRate }
  /// The rate of the U-Net's adapters at its full height.
  package var unetRate: Double { unetLearningRate ?? baseLearningRate }
  /// The rate of the text encoder's adapters at its full height.
  package var textEncoderRate: Double { textEncoderLearningRate ?? baseLearningRate }

  /// The optimizer with its arguments, checked.
  package func choice() throws(OptimizerProblems) -> OptimizerChoice {
    try OptimizerChoice(
      type: type, arguments: args.map { OptimizerArgument(name: $0.name, text: $0.value) },
      learningRate: baseLearningRate)
  }
}
