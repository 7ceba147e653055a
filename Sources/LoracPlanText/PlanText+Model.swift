internal import LoracPlan

extension PlanText {
  /// Base model, network, and what each part gets.
  var modelSection: [String] {
    field("Base model", baseLines) + field("Network", networkLines)
  }

  private var baseLines: [String] {
    let model = plan.model
    var facts = [model.family.rawValue]
    if let file = model.file {
      facts += [file.layout == "diffusers" ? "diffusers folder" : "single file"] + [file.dtype].compactMap(\.self)
      facts.append(Numbers.bytes(file.bytes))
      if let hash = file.shortHash { facts.append("hash \(hash)") }
    } else {
      facts.append("not on this machine")
    }
    if model.vPrediction { facts.append("v-prediction") }
    if model.clipSkip > 1 { facts.append("clip skip \(model.clipSkip)") }
    if model.maxTokenLength > 75 { facts.append("\(model.maxTokenLength) tokens") }
    var lines = [model.base, facts.joined(separator: ", ")]
    if let vae = model.vae { lines.append("VAE \(vae)") }
    return lines
  }

  private var networkLines: [String] {
    let network = plan.network
    var first =
      "\(network.type == "locon" ? "LoCon" : "LoRA"), rank \(network.rank), alpha \(Numbers.shortest(network.alpha))"
    if let rank = network.convRank { first += ", 3×3 rank \(rank), alpha \(Numbers.shortest(network.convAlpha ?? 1))" }
    let scale = network.alpha / Double(network.rank)
    var lines = ["\(first): updates are scaled by \(Numbers.shortest(scale))"]
    for part in network.parts {
      lines.append(
        "\(part.name): \(Numbers.count(part.modules, "module")), \(Numbers.grouped(part.parameters)) trained numbers")
    }
    if let weights = network.weights { lines.append("continues from \(weights)") }
    return lines
  }
}
