internal import LoracDiagnostics
internal import LoracLowering
internal import LoracPlanText
internal import LoracRecipe

/// Sound inputs to start from.
public enum FuzzSeeds {
  /// A recipe that can be planned although its files do not exist.
  public static let recipe = """
    lorac: 1
    name: moka
    model: {base: base.safetensors, family: sd15}
    dataset:
      resolution: 512x768
      batch_size: 2
      captions: {trigger: moka, shuffle: true, keep_tokens: 1}
      images: [train/8_moka, {path: more, repeats: 3, class_tokens: cat}]
      regularization: [reg/1_cat]
    network: {type: locon, rank: 16, alpha: rank/2, conv_rank: 8}
    optimizer: {type: AdamW, unet_lr: 1e-4, text_encoder_lr: unet_lr/2, args: {weight_decay: 0.01}}
    schedule: {type: cosine_with_restarts, cycles: 3, warmup: 5%}
    train: {steps: 2000, seed: 42, gradient_accumulation: 2}
    loss: {type: huber, min_snr_gamma: 5, noise_offset: 0.05}
    save: {every: 200 steps, keep_last: 400 steps}
    sample: {every: 1 epoch, prompts: ["moka, smile", {prompt: moka, size: 512x768}]}
    kohya: {persistent_data_loader_workers: true, max_data_loader_n_workers: 2}
    """ + "\n"

  /// The text of its plan; empty if it has errors, which the tests would notice.
  public static let plan: String = {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "recipe.yaml", text: recipe)
    guard let layers = RecipeLoader().load(file, into: &diagnostics) else { return "" }
    let resolved = Resolver().resolve(layers, recipe: file, into: &diagnostics)
    guard let (plan, _) = PlanCompiler().plan(resolved, mode: .plan, into: &diagnostics) else { return "" }
    return (try? PlanDocument.text(plan)) ?? ""
  }()
}
