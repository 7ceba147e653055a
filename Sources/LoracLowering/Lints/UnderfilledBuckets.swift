internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Batches that are not full.
enum UnderfilledBuckets: PlanLint {
  static let code = DiagnosticCode(
    "LR0570", "underfilled-buckets", .warning,
    Explanation(
      meaning: "A fifth or more of the places in all batches stays empty.",
      why:
        "All images of a batch come from one bucket, and the last batch of each bucket is smaller. With many buckets of "
        + "few images a step often sees fewer images than the batch size says: more steps, and uneven ones, since each "
        + "batch counts the same.",
      example: "40 pictures of 20 different shapes with `dataset.batch_size: 4`",
      fix: "Use a smaller batch, crop the pictures to a few shapes, or give them more repeats."))

  /// Empty places of all, from which on it is worth a word.
  private static let limit = 0.2

  static func check(_ plan: TrainingPlan, _ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    for (index, dataset) in plan.data.datasets.enumerated() where dataset.batchSize > 1 {
      let buckets = (plan.buckets ?? []).filter { $0.dataset == index }
      let places = buckets.reduce(0) { $0 + $1.batches } * dataset.batchSize
      let empty = places - buckets.reduce(0) { $0 + $1.entries }
      guard places > 0, Double(empty) / Double(places) >= limit else { continue }
      let partial = buckets.filter { $0.lastBatch < dataset.batchSize }
        .sorted { ($0.lastBatch, $0.width) < ($1.lastBatch, $1.width) }
      let shown = partial.prefix(NameList.limit).map { "\($0.width)x\($0.height) with \($0.lastBatch)" }
      report(
        "\(empty * 100 / places) % of the places in batches of \(dataset.batchSize) stay empty",
        at: [batchLabel(recipe, dataset.batchSize)],
        notes: [
          .note(
            "\(partial.count) of \(NameList.count(buckets.count, "bucket")) end with a smaller batch: "
              + shown.joined(separator: ", ") + (partial.count > shown.count ? ", …" : "")),
          .help("use a smaller batch, crop the images to fewer shapes, or give them more repeats"),
        ], into: &diagnostics)
    }
  }

  /// The place that states this batch size.
  private static func batchLabel(_ recipe: Recipe, _ size: Int) -> Label? {
    let own = (recipe.images + recipe.regularization).first { $0.own[FolderFields.batchSize] == size }
    guard let own else { return recipe.label(DatasetFields.batchSize, "the batch size") }
    return own.label(FolderFields.batchSize, or: DatasetFields.batchSize, in: recipe, "the batch size")
  }
}
