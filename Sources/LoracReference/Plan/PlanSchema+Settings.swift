extension PlanSchema {
  /// The objects of model, network, optimizer and loss.
  static let settingsObjects: [PlanObject] = [
    PlanObject(
      "ModelPlan", "The base model.",
      [
        PlanMember("base", .string, "The checkpoint file or diffusers folder."),
        PlanMember("family", .words(["sd15", "sd2", "sdxl"]), "The model family."),
        PlanMember("vae", .optional(.string), "A separate autoencoder."),
        PlanMember(
          "clip_skip", .integer,
          "Which hidden layer of the text encoder counts as its output, from the end; 1 is the last."),
        PlanMember("max_token_length", .integer, "Caption tokens: 75, 150 or 225."),
        PlanMember("v_prediction", .boolean, "Whether the base predicts velocity instead of noise."),
        PlanMember(
          "file", .optional(.object("ModelFilePlan")),
          "What the file's header says; null if the file is not on this machine."),
      ]),
    PlanObject(
      "ModelFilePlan", "What a base model's file says of itself.",
      [
        PlanMember("layout", .string, "`single-file` or `diffusers`."),
        PlanMember(
          "dtype", .optional(.string),
          "The type of most U-Net weights, as safetensors spells it: `F32`, `F16`, `BF16`; null if no header tells."),
        PlanMember("bytes", .integer, "The size of the file or of the folder's model files."),
        PlanMember(
          "short_hash", .optional(.string),
          "The short hash that kohya stores as `ss_sd_model_hash`; null for folders."),
      ]),
    PlanObject(
      "NetworkPlan", "The adapter network.",
      [
        PlanMember("type", .string, "`lora` or `locon`."),
        PlanMember("rank", .integer, "The rank of the linear and 1×1 adapters."),
        PlanMember("alpha", .number, "The update is scaled by alpha / rank."),
        PlanMember("conv_rank", .optional(.integer), "The rank of the 3×3 adapters; null without them."),
        PlanMember("conv_alpha", .optional(.number), "The alpha of the 3×3 adapters; null without them."),
        PlanMember("dropout", .optional(.number), "The chance that a hidden unit is dropped."),
        PlanMember("rank_dropout", .optional(.number), "The chance that a rank is dropped."),
        PlanMember("module_dropout", .optional(.number), "The chance that a whole module is dropped."),
        PlanMember("scale_weight_norms", .optional(.number), "The bound on the norm of each module's update."),
        PlanMember("train", .words(["both", "unet", "text_encoder"]), "Which networks are trained."),
        PlanMember("weights", .optional(.string), "A LoRA file to continue from."),
        PlanMember("args", .list(.object("NamedArgument")), "Further arguments of the network module, sorted by name."),
        PlanMember("parts", .list(.object("AdapterPart")), "What each part of the base model gets."),
      ]),
    PlanObject(
      "AdapterPart", "What one part of the base model gets.",
      [
        PlanMember("name", .string, "The part, as in `text_encoder` or `unet.down`."),
        PlanMember("modules", .integer, "Adapter modules."),
        PlanMember("parameters", .integer, "Trained numbers."),
      ]),
    PlanObject(
      "NamedArgument", "`name=value` for an optimizer, scheduler or network module, the value in Python's notation.",
      [
        PlanMember("name", .string, "The keyword."),
        PlanMember("value", .string, "The value as Python would write it: `0.01`, `True`, `0.9,0.99`."),
      ]),
    PlanObject(
      "OptimizerPlan", "The optimizer and the rates it is given.",
      [
        PlanMember("type", .string, "kohya's name of the optimizer, or `module.Class`."),
        PlanMember("learning_rate", .optional(.number), "The rate for whatever has none of its own."),
        PlanMember("unet_lr", .optional(.number), "The U-Net's rate."),
        PlanMember("text_encoder_lr", .optional(.number), "The text encoder's rate."),
        PlanMember("args", .list(.object("NamedArgument")), "Further arguments, in the recipe's order."),
        PlanMember("max_grad_norm", .number, "The norm to which gradients are clipped; 0 does not clip."),
      ]),
    PlanObject(
      "SchedulePlan", "How the rate changes over the run.",
      [
        PlanMember("type", .string, "kohya's name of the scheduler."),
        PlanMember("warmup", .warmup, "Warm-up as the recipe states it."),
        PlanMember("cycles", .optional(.integer), "Restarts of the cosine; null if the recipe leaves kohya's default."),
        PlanMember(
          "power", .optional(.number),
          "The power of the polynomial; null if the recipe leaves kohya's default."),
        PlanMember("decay", .optional(.warmup), "The length of the decay of `warmup_stable_decay`."),
        PlanMember(
          "minimum_ratio", .optional(.number),
          "The part of the rate that is left at the end of a cosine with a minimum or of a decay."),
        PlanMember("timescale", .optional(.integer), "The timescale of `inverse_sqrt` in steps."),
        PlanMember("args", .list(.object("NamedArgument")), "Further arguments of a scheduler class."),
      ]),
    PlanObject(
      "TrainPlan", "Length, precision and seed.",
      [
        PlanMember("epochs", .optional(.integer), "Epochs, if they give the length."),
        PlanMember("steps", .optional(.integer), "Optimizer steps, if they give the length."),
        PlanMember("seed", .optional(.integer), "The seed; null draws a new one each run."),
        PlanMember("mixed_precision", .string, "`no`, `fp16` or `bf16`."),
        PlanMember("gradient_accumulation", .integer, "Micro-batches per optimizer step."),
        PlanMember(
          "gradient_checkpointing", .boolean,
          "Whether activations are computed again in the backward pass to save memory."),
      ]),
    PlanObject(
      "LossPlan", "The loss and the noise.",
      [
        PlanMember("type", .string, "`l2`, `l1`, `huber` or `smooth_l1`."),
        PlanMember("min_snr_gamma", .optional(.number), "The γ of min-SNR weighting."),
        PlanMember("noise_offset", .optional(.number), "The strength of a constant offset of the noise."),
        PlanMember(
          "noise_offset_random_strength", .boolean,
          "Whether the offset's strength is drawn between 0 and `noise_offset`."),
        PlanMember(
          "adaptive_noise_scale", .optional(.number),
          "A multiple of the latent's mean that is added to the offset."),
        PlanMember("prior_loss_weight", .number, "The weight of regularization images."),
        PlanMember("debiased", .boolean, "Whether the debiased estimation loss is used."),
        PlanMember(
          "scale_v_prediction", .boolean,
          "Whether the loss of a v-prediction model is scaled like noise prediction."),
        PlanMember("zero_terminal_snr", .boolean, "Whether the noise schedule ends in pure noise."),
        PlanMember("multires_noise", .optional(.object("MultiresNoise")), "Noise of several resolutions."),
        PlanMember("huber", .optional(.object("Huber")), "The Huber loss; null for other types."),
        PlanMember("ip_noise_gamma", .optional(.number), "Input perturbation noise."),
        PlanMember("min_timestep", .optional(.integer), "The first timestep drawn."),
        PlanMember("max_timestep", .optional(.integer), "One past the last timestep drawn."),
      ]),
    PlanObject(
      "MultiresNoise", "Noise of several resolutions.",
      [
        PlanMember("iterations", .integer, "Resolutions added."),
        PlanMember("discount", .number, "The factor from one resolution to the next."),
      ]),
    PlanObject(
      "Huber", "The shape of the Huber loss over the timesteps.",
      [
        PlanMember("schedule", .string, "`constant`, `exponential` or `snr`."),
        PlanMember("c", .number, "The error at which it turns linear."),
        PlanMember("scale", .number, "A factor on `c`."),
      ]),
  ]
}
