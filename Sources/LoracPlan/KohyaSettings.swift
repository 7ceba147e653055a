extension TrainingPlan {
  /// Whether a flag of kohya's is set.
  package func kohyaFlag(_ name: String) -> Bool { kohyaValue(name) == .boolean(true) }

  /// The whole number that a setting of kohya's has; nil if it is not given.
  package func kohyaInteger(_ name: String) -> Int? {
    if case .integer(let value)? = kohyaValue(name) { value } else { nil }
  }

  /// The number that a setting of kohya's has; nil if it is not given.
  package func kohyaNumber(_ name: String) -> Double? {
    switch kohyaValue(name) {
    case .integer(let value)?: Double(value)
    case .number(let value)?: value
    default: nil
    }
  }

  /// The text that a setting of kohya's has; nil if it is not given.
  package func kohyaString(_ name: String) -> String? {
    if case .string(let text)? = kohyaValue(name) { text } else { nil }
  }

  private func kohyaValue(_ name: String) -> KohyaValue? { kohya.last { $0.name == name }?.value }
}
