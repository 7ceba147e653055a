internal import LoracDataset
package import LoracDiagnostics
internal import LoracFiles
package import LoracPlan
package import LoracPreparation
package import LoracRecipe
internal import LoracSchema

/// Lowers resolved recipes to training plans: reads dataset and base model, then does kohya's arithmetic.
package struct PlanCompiler: Sendable {
  /// What the plan is for, which decides how much a missing input matters.
  package enum Mode: Sendable, Hashable, CaseIterable {
    /// Only problems are wanted.
    case check
    /// The plan is shown or turned into a command; the base model may be on another machine.
    case plan
    /// The plan is carried out here.
    case run
  }

  private let indexes: DatasetIndexStore?
  private let store: PreparationStore?

  /// A compiler that reads what the recipe names.
  ///
  /// - Parameters:
  ///   - indexFolder: Absolute path of a folder for indexes of large datasets, made when needed; nil for none.
  ///   - store: Where prepared copies are kept; nil for nowhere, so that recipes which prepare are refused.
  package init(indexFolder: String? = nil, store: PreparationStore? = nil) {
    indexes = indexFolder.map { DatasetIndexStore(folder: $0) }
    self.store = store
  }

  /// What `recipe` wants to be done with its images before they are trained; nil if nothing, or if that cannot be told.
  ///
  /// Nothing is reported but what keeps it from being told; ``plan(_:mode:into:)`` reports the rest.
  package func preparation(of recipe: Recipe, into diagnostics: inout DiagnosticList) -> Preparation? {
    let folders = FolderExpansion(recipe).expand(into: &diagnostics)
    var unreported = DiagnosticList()
    guard let layout = DatasetLayout(folders, recipe, into: &unreported) else { return nil }
    let preparation = PreparationLowering(recipe, layout.allFolders).lower(into: &diagnostics).preparation
    return preparation.isActive ? preparation : nil
  }

  /// The plan of `recipe`, and where its values come from.
  ///
  /// Appends the problems of dataset and base model to `diagnostics`. Nil if so much is missing that nothing can be
  /// computed, which is then reported; a plan that is returned along with errors is for showing only.
  package func plan(
    _ recipe: Recipe, mode: Mode, into diagnostics: inout DiagnosticList
  ) -> (plan: TrainingPlan, sources: PlanSources)? {
    guard let essentials = Essentials(recipe) else { return nil }
    let folders = FolderExpansion(recipe).expand(into: &diagnostics)
    guard let layout = DatasetLayout(folders, recipe, into: &diagnostics) else { return nil }
    let model = ModelLowering(recipe, mode: mode).lower(base: essentials.base, into: &diagnostics)
    let data = DatasetLowering(
      recipe, layout, mode: mode, family: model?.plan.family, indexes: indexes, store: store
    ).lower(into: &diagnostics)
    guard let model, let data, let length = RunLength(recipe, essentials, data) else { return nil }
    let assembly = PlanAssembly(
      recipe: recipe, essentials: essentials, layout: layout, model: model, data: data, length: length)
    guard let plan = assembly.plan(into: &diagnostics) else { return nil }
    ContinuedWeights(recipe, mode: mode).check(plan, model.architecture, into: &diagnostics)
    return (plan, PlanSources(recipe.settings, folders: layout.allFolders))
  }
}

/// The values without which nothing can be planned; whatever is missing was reported when the recipe was resolved.
struct Essentials: Sendable {
  /// The output name.
  let name: String
  /// The base model's path.
  let base: String
  /// Epochs, if they give the length.
  let epochs: Int?
  /// Optimizer steps, if they give the length.
  let steps: Int?

  /// Picks them out of a recipe; nil if one is missing.
  init?(_ recipe: Recipe) {
    guard let name = recipe[RecipeFields.name], let base = recipe[ModelFields.base], !recipe.images.isEmpty else {
      return nil
    }
    self.name = name
    self.base = base
    epochs = recipe[TrainFields.epochs]
    steps = recipe[TrainFields.steps]
    if epochs == nil, steps == nil { return nil }
  }
}
