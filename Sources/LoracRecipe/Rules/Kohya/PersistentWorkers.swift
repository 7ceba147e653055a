internal import LoracDiagnostics
internal import LoracSchema

/// Loader workers that stay need to exist.
enum PersistentWorkers: RecipeRule {
  static let code = DiagnosticCode(
    "LR0486", "persistent-workers", .error,
    Explanation(
      meaning: "`kohya.persistent_data_loader_workers` is set, but there are no workers.",
      why:
        "lorac writes 0 workers, since the order of the data depends on their number, and PyTorch refuses to keep none.",
      example: "kohya:\n  persistent_data_loader_workers: true",
      fix:
        "Remove it, or give a number of workers:\n\nkohya:\n  max_data_loader_n_workers: 2\n  persistent_data_loader_workers: true"
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.kohyaFlag("persistent_data_loader_workers"),
      recipe.kohya("max_data_loader_n_workers").flatMap({ Int($0) }) ?? 0 == 0
    else { return }
    report(
      "'persistent_data_loader_workers' needs workers",
      at: [
        recipe.label(argument: "persistent_data_loader_workers", "PyTorch refuses to keep none"),
        recipe.label(argument: "max_data_loader_n_workers", "no workers"),
      ],
      notes: [.help("remove it; without workers there is nothing to keep")], into: &diagnostics)
  }
}
