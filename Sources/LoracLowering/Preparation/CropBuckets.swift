internal import LoracCropping
internal import LoracDataset
internal import LoracDiagnostics
internal import LoracImages
internal import LoracPlan
internal import LoracPreparation
internal import LoracRecipe
internal import LoracSchema

/// Sizes of crops that no bucket has: their pictures are scaled and cut a second time when they are trained.
struct CropBuckets {
  let recipe: Recipe
  let layout: DatasetLayout
  let survey: PreparationSurvey

  /// Appends one diagnostic for each list of sizes that holds such.
  func report(_ rules: [DatasetRules], into diagnostics: inout DiagnosticList) {
    var place = 0
    var seen: Set<SourceRange> = []
    for (group, rules) in zip(layout.groups, rules) {
      for folder in group.folders {
        defer { place += 1 }
        guard let rule = survey.folders[place].settings.crop?.rule, rule.mode != .none else { continue }
        let other = rule.sizes.compactMap { size -> (PictureSize, LoracDataset.PixelSize)? in
          guard
            let bucket = try? rules.selector.choose(PixelSize(width: size.width, height: size.height)).bucket,
            bucket != PixelSize(width: size.width, height: size.height)
          else { return nil }
          return (size, bucket)
        }
        let label = folder.item.label(
          PrepareFields.folder.cropSizes, or: PrepareFields.recipe.cropSizes, in: recipe, "scaled and cut again")
        guard !other.isEmpty, seen.insert(label.range).inserted else { continue }
        diagnostics.append(.cropBesideBuckets(other, group, label))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func cropBesideBuckets(
    _ sizes: [(PictureSize, LoracDataset.PixelSize)], _ group: DatasetLayout.Group, _ label: Label
  ) -> Diagnostic {
    func text(_ width: Int, _ height: Int) -> String { "\(width)x\(height)" }
    let names = sizes.map { text($0.0.width, $0.0.height) }.joined(separator: ", ")
    let resolution = text(group.resolution.width, group.resolution.height)
    return Diagnostic(
      PreparationDiagnostics.cropBesideBuckets,
      sizes.count == 1
        ? "crops of \(names) fit no bucket of resolution \(resolution)"
        : "crops of \(names) fit no buckets of resolution \(resolution)",
      at: label,
      notes: sizes.map { size, bucket in
        .note("\(text(size.width, size.height)) is trained as \(text(bucket.width, bucket.height))")
      } + [.help("crop to the sizes of buckets, or raise 'dataset.resolution'")])
  }
}
