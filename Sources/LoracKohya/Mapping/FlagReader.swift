package import LoracPlan

/// Reads arguments back into a plan, by the table that writes them.
package enum FlagReader {
  /// The names of all arguments that a plan's own settings can become; those of the `kohya` block come on top.
  package static let names: Set<String> = Set(
    FlagTable.general.map(\.name) + FolderFlag.all.map(\.name) + [
      "train_data_dir", "reg_data_dir", "dataset_config", "resolution", "train_batch_size", "enable_bucket",
      "bucket_reso_steps", "min_bucket_reso", "max_bucket_reso", "bucket_no_upscale", "cache_latents",
      "cache_latents_to_disk", "weighted_captions", "sample_prompts",
    ])

  /// Stores `arguments` in `plan`, and gives back those that belong to the dataset or to no setting.
  package static func read(_ arguments: [Argument], into plan: inout TrainingPlan) -> [Argument] {
    arguments.filter { argument in
      guard let mapping = FlagTable.general.first(where: { $0.name == argument.name }) else { return true }
      return !mapping.set(&plan, argument.value)
    }
  }
}
