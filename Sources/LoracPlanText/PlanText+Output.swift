internal import LoracPlan

extension PlanText {
  /// Every file with its step and size; the middle of a long list is summed up.
  var saveSection: [String] {
    let removed = Set(plan.saves.compactMap(\.removes))
    let kept = plan.saves.filter { !removed.contains($0.file) }
    let size = kept.reduce(0) { $0 + $1.bytes }
    var lines = field(
      "Files", ["\(plan.save.directory)/, \(plan.save.precision), \(Numbers.bytes(size)) of tensors in the end"])
    var table = Table(["step", "epoch", "file", "tensors", ""], [.right, .right, .left, .right, .left])
    let limit = 24
    for (index, save) in plan.saves.enumerated() {
      guard plan.saves.count <= limit || index < limit - 6 || index >= plan.saves.count - 5 else {
        if index == limit - 6 { table.add(["…", "", "\(plan.saves.count - limit + 1) more files", "", ""]) }
        continue
      }
      table.add([
        Numbers.grouped(save.step), save.epoch.map { "\($0)" } ?? "", save.file, Numbers.bytes(save.bytes), note(save),
      ])
    }
    lines += table.lines(indent: indent)
    return lines
  }

  private func note(_ save: SavePoint) -> String {
    var notes: [String] = []
    if let removed = save.removes { notes.append("removes \(removed)") }
    if let state = save.state { notes.append("state \(state)/") }
    if let removed = save.removesState { notes.append("removes \(removed)/") }
    return notes.joined(separator: ", ")
  }

  /// How many previews are made when.
  var sampleSection: [String] {
    guard let sample = plan.sample, !plan.samples.isEmpty else { return [] }
    var lines = [
      "\(Numbers.count(sample.prompts.count, "picture")) at \(Numbers.count(plan.samples.count, "moment")), sampler \(sample.sampler)"
    ]
    lines += sample.prompts.prefix(3).map { prompt in
      "\(prompt.size.width)×\(prompt.size.height), \(prompt.steps) steps, cfg \(Numbers.shortest(prompt.cfg)): \(prompt.prompt.prefix(60))"
    }
    return field("Previews", lines)
  }

  /// What is estimated, and what the estimates rest on.
  var estimateSection: [String] {
    var lines: [String] = []
    if let memory = plan.memory {
      lines += field("Memory", sentence("about \(Numbers.bytes(memory.peakBytes)), an estimate: \(memory.basis)"))
    }
    if let time = plan.time {
      lines += field(
        "Time", sentence("about \(Numbers.duration(time.totalSeconds)), an estimate: \(time.basis)"))
    }
    if let dataset = plan.fingerprint.dataset { lines += field("Dataset", ["fingerprint \(dataset.prefix(16))"]) }
    return lines
  }
}
