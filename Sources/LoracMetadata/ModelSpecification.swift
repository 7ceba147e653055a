internal import LoracJSON
internal import LoracPlan

/// The `modelspec.*` metadata (ModelSpec 1.0.1) as sd-scripts writes it (library/sai_model_spec.py).
enum ModelSpecification {
  typealias Entry = (key: String, value: String)

  /// The entries of a file that is saved at `moment` by `program`.
  static func entries(
    _ plan: TrainingPlan, _ arguments: ScriptArguments, program: String, at moment: SaveMoment
  ) -> [Entry] {
    let isVelocity = plan.model.vPrediction
    var entries: [Entry] = [
      ("architecture", architecture(plan.model.family, isVelocity)),
      (
        "implementation", plan.model.family == .sdxl ? "https://github.com/Stability-AI/generative-models" : "diffusers"
      ),
      ("title", arguments.string("metadata_title") ?? plan.name),
      ("resolution", resolution(plan, arguments)), ("sai_model_spec", "1.0.1"),
    ]
    func add(_ name: String) {
      if let text = arguments.string("metadata_\(name)") { entries.append((name, text)) }
    }
    add("description")
    add("author")
    entries.append(("date", moment.localDate))
    add("license")
    add("tags")
    entries.append(("prediction_type", isVelocity ? "v" : "epsilon"))
    if plan.loss.minTimestep != nil || plan.loss.maxTimestep != nil {
      entries.append(("timestep_range", "\(plan.loss.minTimestep ?? 0),\(plan.loss.maxTimestep ?? 1000)"))
    }
    // The default of 1 is not written, as the emitted command leaves it out.
    if plan.model.clipSkip != 1 { entries.append(("encoder_layer", String(plan.model.clipSkip))) }
    for name in ["is_negative_embedding", "merged_from", "preprocessor", "trigger_phrase", "usage_hint"] { add(name) }
    if let thumbnail = arguments.string("metadata_thumbnail"), thumbnail.hasPrefix("data:") {
      entries.append(("thumbnail", thumbnail))
    }
    entries.append(("implementation_version", program))
    return entries.map { ("modelspec.\($0.key)", $0.value) }
  }

  private static func architecture(_ family: ModelFamily, _ isVelocity: Bool) -> String {
    switch family {
    case .sd15: "stable-diffusion-v1/lora"
    case .sd2: isVelocity ? "stable-diffusion-v2-768-v/lora" : "stable-diffusion-v2-512/lora"
    case .sdxl: "stable-diffusion-xl-v1-base/lora"
    }
  }

  /// The command's `--resolution`; a dataset config leaves it out, and then the family's usual size is written.
  private static func resolution(_ plan: TrainingPlan, _ arguments: ScriptArguments) -> String {
    if arguments["dataset_config"] == .null, let size = plan.data.datasets.first?.resolution {
      return "\(size.width)x\(size.height)"
    }
    switch plan.model.family {
    case .sd15: return "512x512"
    case .sd2: return plan.model.vPrediction ? "768x768" : "512x512"
    case .sdxl: return "1024x1024"
    }
  }
}
