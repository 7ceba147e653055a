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

  /// The rate as people write it: `1e-4`, `0.5`.
  var text: String { rateText(value) }
}

/// A learning rate as people write it, small ones with an exponent: `1e-4`, `3.64e-5`, `0.5`.
func rateText(_ rate: Double) -> String {
  guard rate > 0, rate < 0.01 else { return text(rate) }
  var exponent = 0
  var digits = "\(rate)"
  if let mark = digits.firstIndex(of: "e") {
    exponent = Int(digits[digits.index(after: mark)...]) ?? 0
    digits = String(digits[..<mark])
  } else {
    // Below 0.01 and without exponent: zeros, then all digits that count.
    let zeros = digits.dropFirst(2).prefix { $0 == "0" }.count
    exponent = -zeros - 1
    let rest = digits.dropFirst(2 + zeros)
    digits = "\(rest.prefix(1)).\(rest.dropFirst())"
  }
  if digits.hasSuffix(".0") { digits.removeLast(2) }
  if digits.hasSuffix(".") { digits.removeLast() }
  return "\(digits)e\(exponent)"
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
