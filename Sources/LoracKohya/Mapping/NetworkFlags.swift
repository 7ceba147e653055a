internal import LoracPlan

/// `network_alpha`, written without `.0` where it is whole, as GUIs do.
enum AlphaFlag {
  static let mapping = FlagMapping(
    name: "network_alpha", field: "network.alpha", standard: nil, presence: .always,
    get: { .shortNumber($0.network.alpha) },
    set: { plan, value in
      guard case .shortNumber(let alpha) = value else { return false }
      plan.network.alpha = alpha
      return true
    })
}

/// `network_args`: the settings of `networks.lora` that have no argument of their own.
enum NetworkArguments {
  static let mapping = FlagMapping(
    name: "network_args", field: "network.args", standard: nil, presence: .ifChanged,
    get: { plan in
      let words = words(plan.network)
      return words.isEmpty ? nil : .list(words.map { .text("\($0.name)=\($0.value)") })
    },
    set: { plan, value in
      guard let arguments = NamedArgument.list(value) else { return false }
      for argument in arguments { store(argument, in: &plan.network) }
      return true
    })

  private static func words(_ network: NetworkPlan) -> [NamedArgument] {
    var words: [NamedArgument] = []
    func add(_ name: String, _ value: Double?) {
      guard let value else { return }
      let text = Int(exactly: value).map(String.init) ?? Argument.Value.number(value).text
      words.append(NamedArgument(name: name, value: text))
    }
    add("conv_dim", network.convRank.map(Double.init))
    add("conv_alpha", network.convAlpha)
    add("rank_dropout", network.rankDropout)
    add("module_dropout", network.moduleDropout)
    return words + network.args
  }

  private static func store(_ argument: NamedArgument, in network: inout NetworkPlan) {
    switch argument.name {
    case "conv_dim":
      network.convRank = Int(argument.value)
      network.type = "locon"
    case "conv_alpha": network.convAlpha = Double(argument.value)
    case "rank_dropout": network.rankDropout = Double(argument.value)
    case "module_dropout": network.moduleDropout = Double(argument.value)
    default: network.args.append(argument)
    }
  }
}
