extension Diagnostic {
  /// A diagnostic at `places`; of these the first that the user wrote is the primary one.
  ///
  /// A place in a preset or default explains where a value comes from, but what the user can change is in the recipe,
  /// and there an allow comment can stand. Places that are nil, or the same as an earlier one, are left out.
  package init(
    _ code: DiagnosticCode, _ headline: String, places: [Label?], notes: [Note] = [], fixIts: [FixIt] = []
  ) {
    var labels: [Label] = []
    for label in places.compactMap(\.self) where !labels.contains(where: { $0.range == label.range }) {
      labels.append(label)
    }
    let primary = labels.indices.min { left, right in
      (labels[left].distance, left) < (labels[right].distance, right)
    }
    self.init(
      code, headline, at: primary.map { labels[$0] },
      secondary: labels.indices.filter { $0 != primary }.map { labels[$0] }, notes: notes, fixIts: fixIts)
  }
}

extension Label {
  /// How far the place is from what the user wrote for this recipe.
  fileprivate var distance: Int {
    switch range.file.kind {
    case .file, .commandLine: 0
    case .folderName, .data: 1
    case .preset: 2
    case .builtInDefault: 3
    }
  }
}
