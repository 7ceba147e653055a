internal import LoracDiagnostics
internal import LoracSchema

/// The rate of one trained part, and the field that gives it.
struct PartRate {
  /// The part in words.
  var part: String
  /// The part's own field, or `learning_rate` where the part falls back on it.
  var field: Field<Double>
  /// The rate.
  var value: Double
}

extension Recipe {
  /// The U-Net's rate; nil if it is not trained or no rate is given.
  var unetRate: PartRate? {
    trainsUNet ? rate("U-Net", OptimizerFields.unetLearningRate) : nil
  }

  /// The text encoder's rate; nil if it is not trained or no rate is given.
  var textEncoderRate: PartRate? {
    trainsTextEncoder ? rate("text encoder", OptimizerFields.textEncoderLearningRate) : nil
  }

  /// The rates of the trained parts, the text encoder's first as kohya orders them (sd-scripts `lora.py:1196`).
  var rates: [PartRate] { [textEncoderRate, unetRate].compactMap(\.self) }

  /// `own ?? learning_rate`, as sd-scripts `lora.py:1199` and `:1236`.
  private func rate(_ part: String, _ own: Field<Double>) -> PartRate? {
    let field = settings[own.path] == nil ? OptimizerFields.learningRate : own
    return self[field].map { PartRate(part: part, field: field, value: $0) }
  }
}
