internal import LoracDiagnostics
internal import LoracPlanText
package import LoracRecipe
package import LoracRecipeEdits
internal import LoracSchema

/// What a recipe says of learning rates, and the edits that put found ones into it.
package struct RecipeRates: Sendable {
  private let recipe: Recipe

  /// The rates of `recipe`, which is not the probe but what the user wrote.
  package init(_ recipe: Recipe) { self.recipe = recipe }

  /// The recipe's optimizer, by kohya's name.
  package var optimizer: String { recipe[OptimizerFields.type] ?? "AdamW" }

  /// Which networks are trained.
  package var networks: SuggestedRates.Networks {
    switch recipe[NetworkFields.train] {
    case "unet": .unet
    case "text_encoder": .textEncoder
    default: .both
    }
  }

  /// Whether the optimizer looks for its rate itself.
  package var findsRate: Bool {
    let name = optimizer.lowercased()
    return name.hasPrefix("dadapt") || name == "prodigy"
  }

  /// The optimizer that the found rates are written for: the recipe's own, or AdamW8bit in place of one that looks for
  /// its rate itself; nil if it is one for which no factor is known.
  package func row(of rates: SuggestedRates) -> SuggestedRates.Row? {
    rates.row(for: findsRate ? "AdamW8bit" : optimizer)
  }

  /// The edits that make `row` the recipe's rates.
  ///
  /// Where the recipe or a preset has the text encoder's rate as a part of the U-Net's, that part is kept.
  package func edits(for row: SuggestedRates.Row) -> [RecipeEdit] {
    var edits: [RecipeEdit] = []
    if findsRate {
      edits.append(RecipeEdit(OptimizerFields.type.path, row.optimizer))
      let known = ["betas", "eps", "weight_decay"]
      for path in recipe.settings.paths(under: OptimizerFields.args.path) {
        let name = path.dropFirst(OptimizerFields.args.path.count + 1)
        guard !known.contains(String(name)), let source = recipe.settings[path]?.source else { continue }
        let isWritten = source.range.file == recipe.file
        edits.append(isWritten ? .remove(path) : RecipeEdit(path, "null"))
      }
    }
    if let rate = row.unet { edits.append(RecipeEdit(OptimizerFields.unetLearningRate.path, Numbers.rate(rate))) }
    guard let textEncoder = row.textEncoder else { return edits }
    if row.unet == nil {
      edits.append(RecipeEdit(OptimizerFields.textEncoderLearningRate.path, Numbers.rate(textEncoder)))
    } else if keptShare == nil {
      edits.append(RecipeEdit(OptimizerFields.textEncoderLearningRate.path, "unet_lr/10"))
    }
    return edits
  }

  /// The expression, as in `unet_lr/10`, by which the recipe or a preset has the text encoder's rate; nil if it is a number
  /// or not stated.
  package var keptShare: String? {
    guard !findsRate, networks == .both,
      let source = recipe.settings.source(of: OptimizerFields.textEncoderLearningRate),
      source.range.file.kind != .builtInDefault
    else { return nil }
    let text = source.range.text.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
    return text.hasPrefix("unet_lr") || text.hasPrefix("optimizer.unet_lr") ? text : nil
  }
}
