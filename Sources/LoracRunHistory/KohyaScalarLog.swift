internal import LoracTensorBoard

/// What sd-scripts logged for TensorBoard in a run: the losses of steps and the rates, which its output does not tell.
struct KohyaScalarLog: Sendable {
  private var log: TensorBoardLog

  /// The log below `folder`, of which nothing is read yet.
  init(_ folder: String) { log = TensorBoardLog(folder) }

  /// Reads what was written since the last call.
  mutating func update() { log.update() }

  /// `steps`, those of the run's own log, with what TensorBoard's files say; steps that only these have are added.
  ///
  /// `began` is when the run began, in seconds since 1970: a folder may hold the logs of earlier runs. Of a run that went
  /// on from a state, the later files count.
  func complete(_ steps: [StepRecord], began: Double, stepsPerEpoch: Int?) -> [StepRecord] {
    guard !log.runs.isEmpty else { return steps }
    var records = Dictionary(steps.map { ($0.step, $0) }, uniquingKeysWith: { $1 })
    let runs = log.runs.compactMap { run -> (run: TensorBoardRun, begin: Double)? in
      guard let first = run.series["loss/current"]?.first, first.time >= began - 1 else { return nil }
      return (run, first.time)
    }
    for (run, _) in runs.sorted(by: { $0.begin < $1.begin }) {
      for (tag, points) in run.series {
        guard let name = Self.name(tag) else { continue }
        for point in points {
          var record = records[point.step] ?? StepRecord(step: point.step, time: point.time - began)
          Self.put(point.value, as: name, into: &record)
          records[point.step] = record
        }
      }
    }
    return records.values.sorted { $0.step < $1.step }.map { record in
      var record = record
      // Dictionaries have no order, and kohya names the text encoder first.
      record.rates.sort { $0.name < $1.name }
      if let length = stepsPerEpoch, length > 0 { record.epoch = record.epoch ?? (record.step - 1) / length + 1 }
      return record
    }
  }

  /// What a series holds.
  private enum Content {
    case loss
    case averageLoss
    case rate(String)
  }

  private static func name(_ tag: String) -> Content? {
    switch tag {
    case "loss/current": .loss
    case "loss/average": .averageLoss
    // `lr/d*lr/unet` of D-Adaptation is another number than the rate.
    case _ where tag.hasPrefix("lr/") && !tag.dropFirst(3).contains("/"): .rate(String(tag.dropFirst(3)))
    default: nil
    }
  }

  private static func put(_ value: Double, as content: Content, into record: inout StepRecord) {
    let value = value.isFinite ? value : .nan
    switch content {
    case .loss: record.loss = value
    case .averageLoss: record.averageLoss = value
    case .rate(let name):
      record.rates.removeAll { $0.name == name }
      record.rates.append(.init(name, value))
    }
  }
}
