internal import LoracDataset
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// The bucket and split rules of each dataset, checked as kohya checks them.
struct DatasetRulesLowering {
  private let recipe: Recipe
  private let layout: DatasetLayout
  private let family: ModelFamily?

  /// Rules for the groups of `layout`.
  init(_ recipe: Recipe, _ layout: DatasetLayout, family: ModelFamily?) {
    self.recipe = recipe
    self.layout = layout
    self.family = family
  }

  /// The rules, one for each group; nil if kohya would refuse them, which is reported.
  func lower(into diagnostics: inout DiagnosticList) -> [DatasetRules]? {
    let isEnabled = recipe.value(DatasetFields.bucketsEnabled)
    checkStep(into: &diagnostics)
    var rules: [DatasetRules] = []
    for group in layout.groups {
      let size = LoracDataset.PixelSize(width: group.resolution.width, height: group.resolution.height)
      var sizing = DatasetRules.Sizing.fixed(size)
      if isEnabled {
        do throws(BucketRules.Problem) {
          let buckets = try BucketRules(
            resolution: size, minimum: recipe.value(DatasetFields.bucketMin),
            maximum: recipe.value(DatasetFields.bucketMax), step: recipe.value(DatasetFields.bucketStep),
            allowsUpscale: recipe.value(DatasetFields.bucketUpscale), version: version)
          report(buckets, into: &diagnostics)
          sizing = .buckets(buckets)
        } catch {
          diagnostics.append(.refusedBuckets(error, group, recipe))
          continue
        }
      }
      rules.append(
        DatasetRules(
          batchSize: group.batchSize, sizing: sizing, validationSplit: recipe.value(ValidationFields.split),
          validationOrder: validationOrder))
    }
    return rules.count == layout.groups.count ? rules : nil
  }

  private var version: BucketRules.Version { recipe[RunFields.sdScriptsVersion] == "2023" ? .in2023 : .current }

  private var validationOrder: ValidationSplit.Order {
    if let seed = recipe[ValidationFields.seed] { return .seeded(seed) }
    return recipe[TrainFields.seed].map { .global(trainingSeed: $0) } ?? .undetermined
  }

  /// kohya wants the step to be a multiple of 64, of 32 for SDXL, whether buckets are used or not
  /// (sd-scripts train_network.py:175, sdxl_train_network.py:43).
  private func checkStep(into diagnostics: inout DiagnosticList) {
    guard let family else { return }
    let unit = family == .sdxl ? 32 : 64
    guard recipe.value(DatasetFields.bucketStep) % unit != 0 else { return }
    diagnostics.append(.bucketStep(unit: unit, family, recipe))
  }

  /// Rounded bounds matter only where buckets come from the list.
  private func report(_ rules: BucketRules, into diagnostics: inout DiagnosticList) {
    guard rules.allowsUpscale else { return }
    for (adjustment, field) in [
      (rules.minimumAdjustment, DatasetFields.bucketMin), (rules.maximumAdjustment, DatasetFields.bucketMax),
    ] {
      if let adjustment { diagnostics.append(.roundedBound(adjustment, field, recipe)) }
    }
  }
}
