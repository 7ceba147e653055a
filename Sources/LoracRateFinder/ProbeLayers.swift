internal import LoracPlanText
package import LoracRecipe
internal import LoracSchema

/// What turns a recipe into a run that finds its learning rate, as layers over the recipe, lowest first.
///
/// The optimizer is DAdaptation with both rates 1, the schedule constant without warm-up, nothing is saved, validated or
/// previewed; all else stays as the recipe has it, since the rate holds for that training alone.
package struct ProbeLayers: Sendable {
  /// The name that the layers' places have in messages.
  package static let name = "lr-find"
  /// AdamW's own weight decay, which D-Adaptation lacks.
  private static let usualDecay = 0.01

  /// The texts, each a recipe of its own.
  package let texts: [String]

  /// The layers for `recipe`, trained for `steps`, with its files in `folder`.
  package init(_ recipe: Recipe, steps: Int, folder: String) {
    let networks = RecipeRates(recipe).networks
    let decay = recipe.settings["\(OptimizerFields.args.path).weight_decay"]?.value
    var weightDecay = Self.usualDecay
    if case .number(let number)? = decay { weightDecay = number }
    if case .integer(let number)? = decay { weightDecay = Double(number) }
    let reset = """
      lorac: 1
      optimizer: {learning_rate: null, unet_lr: null, text_encoder_lr: null, args: null}
      schedule: {warmup: null, cycles: null, power: null}
      train: {epochs: null, steps: null}
      save: {every: null, ratio: null, keep_last: null, state: null}
      sample: null
      validation: null
      log: {directory: null, prefix: null}
      """
    let rates = [
      networks == .textEncoder ? nil : "unet_lr: 1", networks == .unet ? nil : "text_encoder_lr: 1",
    ].compactMap(\.self)
    let probe = """
      lorac: 1
      name: "\(Self.escaped("\(recipe[RecipeFields.name] ?? "recipe")-\(Self.name)"))"
      optimizer:
        type: DAdaptation
        \(rates.joined(separator: "\n  "))
        args: {decouple: true, weight_decay: \(Numbers.shortest(weightDecay))}
      schedule: {type: constant, warmup: 0}
      train: {steps: \(steps)}
      save: {directory: "\(Self.escaped(folder))"}
      log: {tensorboard: true}
      """
    texts = [reset, probe]
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
