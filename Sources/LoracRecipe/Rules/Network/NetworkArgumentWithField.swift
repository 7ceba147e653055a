internal import LoracDiagnostics
internal import LoracSchema

/// A network argument that has a field of its own.
enum NetworkArgumentWithField: RecipeRule {
  static let code = DiagnosticCode(
    "LR0406", "network-argument-with-field", .error,
    Explanation(
      meaning: "`network.args` contains an argument for which the recipe has a field.",
      why:
        "With two places for one setting nobody can say which one counts; kohya lets the later one win "
        + "(sd-scripts `train_network.py:667`), and the plan would compute the file's size from the other.",
      example: "network:\n  args:\n    conv_dim: 8",
      fix: "Use the field:\n\nnetwork:\n  type: locon\n  conv_rank: 8"))

  private static let fields: [(argument: String, field: String)] = [
    ("conv_dim", NetworkFields.convRank.path), ("conv_alpha", NetworkFields.convAlpha.path),
    ("dropout", NetworkFields.dropout.path), ("rank_dropout", NetworkFields.rankDropout.path),
    ("module_dropout", NetworkFields.moduleDropout.path), ("neuron_dropout", NetworkFields.dropout.path),
    ("network_dim", NetworkFields.rank.path), ("network_alpha", NetworkFields.alpha.path),
  ]

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (argument, field) in fields {
      guard let label = recipe.label(argument: argument, of: NetworkFields.args, "use '\(field)' instead") else {
        continue
      }
      let other = recipe.settings[field].map { Label($0.source.range, "the same setting") }
      report("the network argument '\(argument)' is the field '\(field)'", at: [label, other], into: &diagnostics)
    }
  }
}
