internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Replaces parents by the folders that they hold.
///
/// A listed folder is a parent if its name is not `N_name`, its item states no repeats, and it holds `N_name` folders with
/// images but no images itself. Its usable children stand for it, by name; all settings of the item hold for each.
struct FolderExpansion {
  private let recipe: Recipe

  /// Expands the folders of `recipe`.
  init(_ recipe: Recipe) { self.recipe = recipe }

  /// The folders to train: training folders, then regularization folders, each in the recipe's order.
  func expand(into diagnostics: inout DiagnosticList) -> [PlannedFolder] {
    var folders: [PlannedFolder] = []
    for (index, item) in recipe.images.enumerated() {
      folders += expand(item, key: "dataset.images[\(index)]", into: &diagnostics)
    }
    for (index, item) in recipe.regularization.enumerated() {
      folders += expand(item, key: "dataset.regularization[\(index)]", into: &diagnostics)
    }
    return folders
  }

  private func expand(
    _ item: ImageFolder, key: String, into diagnostics: inout DiagnosticList
  ) -> [PlannedFolder] {
    let folder = PlannedFolder(path: item.path, item: item, key: key, recipe: recipe)
    if case .usable = folder.named { return [folder] }
    guard item.own[FolderFields.repeats.path] == nil else { return [folder] }
    let scan = ParentScan(path: item.path)
    guard !scan.usable.isEmpty else { return [folder] }
    guard scan.imagesInParent == 0 else {
      diagnostics.append(.imagesBesideFolders(folder, scan))
      return [folder]
    }
    let unusable = scan.children.filter { child in
      guard child.images > 0 else { return false }
      if case .usable = child.parsed { return false }
      return true
    }
    if !unusable.isEmpty { diagnostics.append(.unusableChildren(folder, unusable)) }
    return scan.usable.map { child in
      PlannedFolder(
        path: FilePaths.join(item.path, child.name.text), item: item, key: "\(key)/\(child.name.text)", recipe: recipe)
    }
  }
}
