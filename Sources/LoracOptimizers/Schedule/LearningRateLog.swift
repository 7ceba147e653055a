/// One number that kohya logs under a tag.
package struct LoggedNumber: Sendable, Hashable {
  /// kohya's tag, such as `lr/unet`.
  package let tag: String
  /// The number.
  package let value: Double

  /// A number under a tag.
  package init(tag: String, value: Double) {
    self.tag = tag
    self.value = value
  }
}

extension Optimizer {
  /// The learning rates that kohya logs after a step, in its order (sd-scripts train_network.py:88-126).
  ///
  /// kohya asks the scheduler after it has moved on, so `learningRates` are those of the *next* step. Each group is logged
  /// by its name; then once more by number, where kohya takes the first for the text encoder unless only the U-Net is
  /// trained. D-Adaptation and Prodigy add the product of the rate and the step size they found.
  package func learningRateLog(_ learningRates: [Double], trainsUNetOnly: Bool) -> [LoggedNumber] {
    let logged = loggedLearningRates(learningRates)
    var numbers: [LoggedNumber] = []
    func add(_ name: String, _ rate: Double) {
      numbers.append(LoggedNumber(tag: "lr/\(name)", value: rate))
      if let stepSize = adaptedStepSize {
        numbers.append(LoggedNumber(tag: "lr/d*lr/\(name)", value: stepSize * rate))
      }
    }
    for (group, rate) in zip(layout.groups, logged) { add(group.name, rate) }
    var first = 0
    if !trainsUNetOnly, let rate = logged.first {
      numbers.removeAll { $0.tag == "lr/textencoder" }
      numbers.insert(LoggedNumber(tag: "lr/textencoder", value: rate), at: 0)
      first = 1
    }
    for index in logged.indices.dropFirst(first) { add("group\(index)", logged[index]) }
    return numbers
  }
}
