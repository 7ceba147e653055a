internal import LoracPlan
internal import LoracPlanText

/// A plan's settings as one reads them aloud.
struct PlanFacts {
  private let plan: TrainingPlan

  /// The facts of `plan`.
  init(_ plan: TrainingPlan) { self.plan = plan }

  /// A label and what it says.
  typealias Line = (label: String, text: String)

  /// The facts in the order of importance.
  var lines: [Line] {
    var lines: [Line] = []
    if let description = plan.description, !description.isEmpty { lines.append(("For", description)) }
    lines += [("Base model", model), ("Network", network), ("Optimizer", optimizer), ("Rates", rates)]
    lines += [("Schedule", schedule), ("Length", length), ("Images", images)]
    if let validation = plan.validation {
      let held = plan.dataset.map { ", \(Numbers.count($0.validationImages, "picture"))" } ?? ""
      lines.append(("Held out", "\(Numbers.shortest((validation.split * 1e4).rounded() / 100)) %\(held)"))
    }
    return lines
  }

  private var model: String {
    let file = plan.model.file.map { [$0.dtype, Numbers.bytes($0.bytes), $0.shortHash.map { "hash \($0)" }] } ?? []
    return ([plan.model.base, plan.model.family.rawValue] + file.compactMap(\.self)).joined(separator: ", ")
  }

  private var network: String {
    let network = plan.network
    var text =
      "\(network.type == "lora" ? "LoRA" : network.type) of rank \(network.rank), alpha \(Numbers.shortest(network.alpha))"
    if let rank = network.convRank { text += ", rank \(rank) for 3×3 convolutions" }
    let part =
      switch network.train {
      case .both: "U-Net and text encoder"
      case .unet: "U-Net only"
      case .textEncoder: "text encoder only"
      }
    return "\(text); \(part)"
  }

  private var optimizer: String {
    ([plan.optimizer.type] + plan.optimizer.args.map { "\($0.name)=\($0.value)" }).joined(separator: ", ")
  }

  private var rates: String {
    let rates = [
      ("U-Net", plan.optimizer.unetLearningRate), ("text encoder", plan.optimizer.textEncoderLearningRate),
      ("everything else", plan.optimizer.learningRate),
    ]
    let known = rates.compactMap { name, rate in rate.map { "\(name) \(Numbers.rate($0))" } }
    return known.isEmpty ? "the optimizer's own" : known.prefix(2).joined(separator: ", ")
  }

  private var schedule: String {
    var text = plan.schedule.type
    if let cycles = plan.schedule.cycles { text += ", \(Numbers.count(cycles, "cycle"))" }
    if plan.steps.warmup > 0 { text += ", warm-up \(Numbers.count(plan.steps.warmup, "step"))" }
    return text
  }

  private var length: String {
    var text = Numbers.count(plan.steps.total, "step")
    if let epochs = plan.epochs { text += " in \(Numbers.count(epochs, "epoch"))" }
    if let seed = plan.train.seed { text += ", seed \(seed)" }
    return text + ", mixed precision \(plan.train.mixedPrecision)"
  }

  private var images: String {
    let settings = plan.data.datasets.map { dataset in
      "\(dataset.resolution.width)×\(dataset.resolution.height), batch size \(dataset.batchSize)"
    }
    let count = plan.dataset.map { dataset in
      "\(Numbers.count(dataset.images, "image")), \(Numbers.grouped(dataset.entries)) entries an epoch"
    }
    return ([count].compactMap(\.self) + settings).joined(separator: "; ")
  }
}
