internal import LoracPlan
internal import LoracRunHistory

/// The charts of a run.
enum RunCharts {
  /// The loss: of each step, kohya's average, and of held-out pictures.
  static func loss(_ history: RunHistory) -> Chart {
    let steps = history.events.steps
    let numbers = steps.map(\.step)
    var curves: [Chart.Curve] = []
    if steps.contains(where: { $0.loss != nil }) {
      curves.append(
        Chart.Curve(label: "each step", style: .faint, color: 1, steps: numbers, values: steps.map(\.loss)))
    }
    curves.append(
      Chart.Curve(label: "average", style: .strong, color: 1, steps: numbers, values: steps.map(\.averageLoss)))
    let validations = history.events.validations
    if !validations.isEmpty {
      curves.append(
        Chart.Curve(
          label: "held-out pictures", style: .dotted, color: 2, steps: validations.map(\.step),
          values: validations.map(\.loss)))
    }
    var chart = base(history, "loss", "Loss", .loss, curves)
    chart.marks = history.events.saves.compactMap { save in
      save.step.map { .init(step: $0, text: "saved \(save.file) after step \($0)") }
    }
    let broken = steps.filter { ($0.loss ?? $0.averageLoss)?.isNaN == true }
    if let first = broken.first {
      chart.note =
        broken.count == 1
        ? "The loss of step \(first.step) is no number: the curve breaks there."
        : "From step \(first.step) on, the losses of \(broken.count) steps are no numbers: the curves break there."
    }
    return chart
  }

  /// The learning rates of the groups of parameters.
  static func rates(_ history: RunHistory) -> Chart {
    let steps = history.events.steps
    var names: [String] = []
    for rate in steps.lazy.flatMap(\.rates) where !names.contains(rate.name) { names.append(rate.name) }
    let curves = names.prefix(6).enumerated().map { index, name in
      Chart.Curve(
        label: label(name), style: .strong, color: index + 3, steps: steps.map(\.step),
        values: steps.map { step in step.rates.first { $0.name == name }?.value })
    }
    var chart = base(history, "rates", "Learning rate", .rate, curves)
    chart.startsAtZero = true
    return chart
  }

  /// The norms of gradients before they were clipped.
  static func gradients(_ history: RunHistory) -> Chart {
    let steps = history.events.steps.filter { $0.gradientNorm != nil }
    let curve = Chart.Curve(
      label: "before clipping", style: .strong, color: 5, steps: steps.map(\.step), values: steps.map(\.gradientNorm))
    return base(history, "gradients", "Gradient norm", .loss, [curve])
  }

  private static func base(
    _ history: RunHistory, _ id: String, _ title: String, _ format: Chart.Format, _ curves: [Chart.Curve]
  ) -> Chart {
    // What is done, not what is planned, so that the curves have the whole room from the start.
    let last = max(history.stepsDone, history.events.validations.last?.step ?? 0, 1)
    // Before training, pictures may have been held out already.
    let first = curves.compactMap(\.steps.first).min() ?? 1
    var chart = Chart(id: id, title: title, format: format, curves: curves, firstStep: min(first, 1), lastStep: last)
    chart.epochs = epochs(history, last)
    return chart
  }

  /// The last step of each epoch: those that are over by the log, the others by the plan.
  private static func epochs(_ history: RunHistory, _ last: Int) -> [Int] {
    if let length = history.plan?.steps.perEpoch, length > 0 {
      return Array(stride(from: length, through: last, by: length)) + (last % length == 0 ? [] : [last])
    }
    return history.events.epochs.map(\.step)
  }

  /// kohya's name of a group of parameters, as people say it.
  static func label(_ name: String) -> String {
    switch name {
    case "unet": "U-Net"
    case "textencoder", "text_encoder", "te", "te1": "text encoder"
    case "te2": "text encoder 2"
    default: name
    }
  }
}
