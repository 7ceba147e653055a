internal import LoracDiagnostics
internal import LoracRecipe

/// What a recipe became, and everything that was reported on the way.
struct Compilation {
  /// The resolved recipe; nil if it cannot be read at all.
  var recipe: Recipe?
  /// Everything that was reported, suppressed warnings removed.
  var diagnostics = DiagnosticList()

  /// Takes the recipe at `path` down the road to a plan.
  ///
  /// Each stage reports all it finds. A stage that cannot trust its input, because an earlier one reported errors, is
  /// left out; rules across keys do not keep the dataset from being read.
  init(_ path: String, changes: [String]) {
    guard let layers = RecipeLoader().load(path, into: &diagnostics), let file = layers.last?.file else { return }
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    recipe = Resolver(environment: Environment.all).resolve(layers + commandLine, recipe: file, into: &diagnostics)
    Suppression.apply(to: &diagnostics, of: file, catalogue: [])
  }
}
