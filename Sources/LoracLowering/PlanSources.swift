package import LoracSchema

/// Where the values of a plan come from, by the path of the recipe's field.
///
/// Values of one folder have paths such as `dataset.images[0].repeats`, counted over the recipe's list; children of a
/// parent folder have their name behind it, as in `dataset.images[0]/30_cat.repeats`.
package struct PlanSources: Sendable {
  private let settings: Settings
  private let folders: [String: Provenance]

  init(_ settings: Settings, folders: [PlannedFolder]) {
    self.settings = settings
    var sources: [String: Provenance] = [:]
    for folder in folders {
      sources[folder.key] = folder.source
      for (field, source) in folder.sources { sources["\(folder.key).\(field)"] = source }
    }
    self.folders = sources
  }

  /// Where the value at `path` comes from; nil if there is no such value.
  package subscript(path: String) -> Provenance? { folders[path] ?? settings[path]?.source }

  /// All paths that have a value: the recipe's fields, then those of folders, sorted.
  package var paths: [String] { settings.paths + folders.keys.sorted() }
}
