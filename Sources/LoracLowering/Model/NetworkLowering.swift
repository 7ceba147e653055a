internal import LoracArchitectures
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// The adapter network, and the tensors that its files hold.
struct NetworkLowering {
  /// What the plan says of it.
  let plan: NetworkPlan
  /// The tensors of each saved file.
  let tensors: AdapterTensors

  /// The network of `recipe` on `model`, saved in `precision`.
  ///
  /// LoCon without a convolution rank takes the rank of the rest; without a convolution alpha it takes 1, as kohya does.
  init(_ recipe: Recipe, _ model: LoweredModel, precision: String) {
    let type = recipe.value(NetworkFields.type)
    let rank = recipe.value(NetworkFields.rank)
    let target = NetworkPlan.Target(rawValue: recipe.value(NetworkFields.train)) ?? .both
    var plan = NetworkPlan(type: type, rank: rank, alpha: recipe.value(NetworkFields.alpha), train: target)
    if type == "locon" {
      plan.convRank = recipe[NetworkFields.convRank] ?? rank
      plan.convAlpha = recipe[NetworkFields.convAlpha] ?? 1
    }
    plan.dropout = recipe[NetworkFields.dropout]
    plan.rankDropout = recipe[NetworkFields.rankDropout]
    plan.moduleDropout = recipe[NetworkFields.moduleDropout]
    plan.scaleWeightNorms = recipe[NetworkFields.scaleWeightNorms]
    plan.weights = recipe[NetworkFields.weights]
    plan.args = ArgumentLowering.arguments(NetworkFields.args.path, recipe).sorted { $0.name < $1.name }
    tensors = PlannedTensors.tensors(plan, precision: precision, model.architecture)
    plan.parts = tensors.groups.map { group in
      AdapterPart(name: group.group.rawValue, modules: group.moduleCount, parameters: group.parameterCount)
    }
    self.plan = plan
  }
}
