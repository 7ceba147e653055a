internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

extension Diagnostic {
  /// No bucket fits.
  static func thinImages(_ folder: PlannedFolder, _ names: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.thinImage,
      "\(NameList.count(names.count, "image")) in '\(folder.settings.path)' cannot be fitted into a bucket",
      at: folder.label("in this folder"), secondary: modeLabel(recipe),
      notes: [.note("too long and thin: \(NameList.text(names))"), .help("crop them")])
  }

  /// The bucket is 0 pixels wide.
  static func zeroBuckets(_ folder: PlannedFolder, _ names: [String], _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.zeroBucket,
      "\(NameList.count(names.count, "image")) in '\(folder.settings.path)' \(names.count == 1 ? "is" : "are") narrower "
        + "than the bucket step of \(recipe.value(DatasetFields.bucketStep)) pixels",
      at: folder.label("in this folder"), secondary: modeLabel(recipe),
      notes: [
        .note("too narrow: \(NameList.text(names))"),
        .help("enlarge or remove them, or set 'dataset.buckets.upscale: true'"),
      ])
  }

  private static func modeLabel(_ recipe: Recipe) -> [Label] {
    guard recipe.states(DatasetFields.bucketUpscale), !recipe.value(DatasetFields.bucketUpscale) else { return [] }
    return [recipe.label(DatasetFields.bucketUpscale, "small images are not enlarged")].compactMap(\.self)
  }

  /// A bound was moved to a multiple of the step.
  static func roundedBound(_ adjustment: BucketRules.Adjustment, _ field: Field<Int>, _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.roundedBound,
      "'\(field.path)' is rounded from \(adjustment.from) to \(adjustment.to)",
      at: recipe.label(field, "not a multiple of the step, \(recipe.value(DatasetFields.bucketStep))"))
  }

  /// sd-scripts would refuse the rules.
  static func refusedBuckets(
    _ problem: BucketRules.Problem, _ group: DatasetLayout.Group, _ recipe: Recipe
  ) -> Diagnostic {
    let folder = group.folders.first
    let resolution = folder.map { resolutionLabel($0, recipe) }
    let size = "\(group.resolution.width)x\(group.resolution.height)"
    func make(_ headline: String, _ field: Field<Int>, _ help: String) -> Diagnostic {
      Diagnostic(
        LoweringDiagnostics.refusedBuckets, headline, places: [recipe.label(field, "stated here"), resolution],
        notes: [.help(help)])
    }
    switch problem {
    case .minimumAboveResolution(let minimum, let side):
      return make(
        "the smallest bucket side, \(minimum), is longer than the short side of the resolution, \(side)",
        DatasetFields.bucketMin, "set 'dataset.buckets.min' to \(side) or less")
    case .maximumBelowResolution(let maximum, let side):
      return make(
        "the largest bucket side, \(maximum), is shorter than the long side of the resolution, \(side)",
        DatasetFields.bucketMax, "set 'dataset.buckets.max' to \(side) or more")
    case .minimumBelowStep(let minimum, let step):
      return make(
        "the smallest bucket side, \(minimum), is less than one bucket step, \(step)", DatasetFields.bucketMin,
        "set 'dataset.buckets.min' to \(step) or more")
    case .resolutionBelowStep(_, let step):
      return make(
        "the resolution \(size) is smaller than one bucket step, \(step)", DatasetFields.bucketStep,
        "use a smaller step or a larger resolution")
    case .maximumBeyondArea(let maximum, let longest):
      return make(
        "a bucket as long as the largest side, \(maximum), would have no other side", DatasetFields.bucketMax,
        "set 'dataset.buckets.max' to \(longest) or less")
    case .notPositive:
      return make("the bucket rules cannot be used", DatasetFields.bucketStep, "use positive numbers")
    }
  }

  private static func resolutionLabel(_ folder: PlannedFolder, _ recipe: Recipe) -> Label {
    let text = "resolution \(folder.resolution.width)x\(folder.resolution.height)"
    if let own = folder.sources[FolderFields.resolution.path] { return Label(own.range, text) }
    return recipe.label(DatasetFields.resolution, text) ?? folder.label(text)
  }

  /// The step does not suit the family.
  static func bucketStep(unit: Int, _ family: ModelFamily, _ recipe: Recipe) -> Diagnostic {
    let step = recipe.value(DatasetFields.bucketStep)
    let fixed = max(unit, step.dividedUp(by: unit) * unit)
    return Diagnostic(
      LoweringDiagnostics.bucketStep, "the bucket step \(step) is not a multiple of \(unit)",
      at: recipe.label(DatasetFields.bucketStep, "\(family.rawValue) needs a multiple of \(unit)"),
      secondary: recipe.states(ModelFields.family)
        ? [recipe.label(ModelFields.family, "the family")].compactMap(\.self) : [],
      fixIts: recipe.states(DatasetFields.bucketStep)
        ? recipe.settings.source(of: DatasetFields.bucketStep).map {
          [FixIt("use \(fixed)", [TextEdit($0.range, "\(fixed)")], .unsafe)]
        } ?? [] : [])
  }

  /// Neither buckets nor the cache make sizes equal.
  static func mixedSizes(_ folder: PlannedFolder, _ names: [String], _ recipe: Recipe) -> Diagnostic {
    let size = "\(folder.resolution.width)x\(folder.resolution.height)"
    return Diagnostic(
      LoweringDiagnostics.mixedSizes,
      "\(NameList.count(names.count, "image")) in '\(folder.settings.path)' \(names.count == 1 ? "is" : "are") not \(size)",
      at: folder.label("in this folder"),
      secondary: [
        recipe.label(DatasetFields.bucketsEnabled, "without buckets"),
        recipe.label(DatasetFields.cacheLatents, "images that are not cached are not resized"),
      ].compactMap(\.self),
      notes: [
        .note(NameList.sentence("file", names)), .help("turn on buckets or 'dataset.cache_latents'"),
      ])
  }

  /// Caches of latents state other sizes than the images have, as pairs of image and cache.
  static func cachedSizes(_ folder: PlannedFolder, _ pairs: [(image: String, cache: String)]) -> Diagnostic {
    let shown = pairs.prefix(NameList.limit).map { "'\($0.cache)' for '\($0.image)'" }.joined(separator: ", ")
    let rest = pairs.count - min(pairs.count, NameList.limit)
    return Diagnostic(
      LoweringDiagnostics.cachedSizes,
      "\(NameList.count(pairs.count, "image")) in '\(folder.settings.path)' \(pairs.count == 1 ? "takes" : "take") the size "
        + "of a cache of latents",
      at: folder.label("in this folder"),
      notes: [.note(rest > 0 ? "\(shown) and \(rest) more" : shown), .help("delete the .npz files")])
  }

  /// The name of a cache holds no size.
  static func malformedCache(_ folder: PlannedFolder, _ name: String) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.malformedCache,
      "'\(name)' in '\(folder.settings.path)' is named like a cache of latents but states no size",
      at: folder.label("sd-scripts stops at it"), notes: [.help("delete or rename it")])
  }
}
