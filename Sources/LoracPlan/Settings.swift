/// The base model.
package struct ModelPlan: Sendable, Hashable, Codable {
  /// The checkpoint file or diffusers folder.
  package var base: String
  /// The model family.
  package var family: ModelFamily
  /// A separate autoencoder.
  package var vae: String?
  /// Which hidden layer of the text encoder counts as its output, from the end; 1 is the last.
  package var clipSkip: Int
  /// Caption tokens: 75, 150 or 225.
  package var maxTokenLength: Int
  /// Whether the base predicts velocity instead of noise.
  package var vPrediction: Bool
  /// What the file's header says; nil if the file is not on this machine.
  package var file: ModelFilePlan?

  /// A base model of `family` at `base`.
  package init(
    base: String, family: ModelFamily, clipSkip: Int = 1, maxTokenLength: Int = 75, vPrediction: Bool = false
  ) {
    self.base = base
    self.family = family
    self.clipSkip = clipSkip
    self.maxTokenLength = maxTokenLength
    self.vPrediction = vPrediction
  }
}

/// The architectures that are planned and emitted.
package enum ModelFamily: String, Sendable, Hashable, Codable, CaseIterable {
  /// Stable Diffusion 1.x.
  case sd15
  /// Stable Diffusion 2.x.
  case sd2
  /// Stable Diffusion XL.
  case sdxl
}

/// What a base model's file says of itself.
package struct ModelFilePlan: Sendable, Hashable, Codable {
  /// `single-file` or `diffusers`.
  package var layout: String
  /// The type of most U-Net weights, as safetensors spells it: `F32`, `F16`, `BF16`; nil if no header tells.
  package var dtype: String?
  /// The size of the file or of the folder's model files.
  package var bytes: Int
  /// The short hash that kohya stores as `ss_sd_model_hash`; nil for folders.
  package var shortHash: String?

  /// The facts of one file.
  package init(layout: String, dtype: String?, bytes: Int, shortHash: String?) {
    self.layout = layout
    self.dtype = dtype
    self.bytes = bytes
    self.shortHash = shortHash
  }
}

/// The adapter network.
package struct NetworkPlan: Sendable, Hashable, Codable {
  /// Which networks are trained.
  package enum Target: String, Sendable, Hashable, Codable, CaseIterable {
    /// Text encoder and U-Net.
    case both
    /// U-Net only.
    case unet
    /// Text encoder only.
    case textEncoder = "text_encoder"
  }

  /// `lora` or `locon`.
  package var type: String
  /// The rank of the linear and 1×1 adapters.
  package var rank: Int
  /// The update is scaled by alpha / rank.
  package var alpha: Double
  /// The rank of the 3×3 adapters; nil without them.
  package var convRank: Int?
  /// The alpha of the 3×3 adapters; nil without them.
  package var convAlpha: Double?
  /// The chance that a hidden unit is dropped.
  package var dropout: Double?
  /// The chance that a rank is dropped.
  package var rankDropout: Double?
  /// The chance that a whole module is dropped.
  package var moduleDropout: Double?
  /// The bound on the norm of each module's update.
  package var scaleWeightNorms: Double?
  /// Which networks are trained.
  package var train: Target
  /// A LoRA file to continue from.
  package var weights: String?
  /// Further arguments of the network module, sorted by name.
  package var args: [NamedArgument]
  /// What each part of the base model gets.
  package var parts: [AdapterPart]

  /// A network of `type`.
  package init(type: String, rank: Int, alpha: Double, train: Target) {
    self.type = type
    self.rank = rank
    self.alpha = alpha
    self.train = train
    self.args = []
    self.parts = []
  }
}

/// What one part of the base model gets.
package struct AdapterPart: Sendable, Hashable, Codable {
  /// The part, as in `text_encoder` or `unet.down`.
  package var name: String
  /// Adapter modules.
  package var modules: Int
  /// Trained numbers.
  package var parameters: Int

  /// A part with `modules` adapters.
  package init(name: String, modules: Int, parameters: Int) {
    self.name = name
    self.modules = modules
    self.parameters = parameters
  }
}

/// `name=value` for an optimizer, scheduler or network module, the value in Python's notation.
package struct NamedArgument: Sendable, Hashable, Codable {
  /// The keyword.
  package var name: String
  /// The value as Python would write it: `0.01`, `True`, `0.9,0.99`.
  package var value: String

  /// Sets `name` to `value`.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// The optimizer and the rates it is given.
package struct OptimizerPlan: Sendable, Hashable, Codable {
  /// kohya's name of the optimizer, or `module.Class`.
  package var type: String
  /// The rate for whatever has none of its own.
  package var learningRate: Double?
  /// The U-Net's rate.
  package var unetLearningRate: Double?
  /// The text encoder's rate.
  package var textEncoderLearningRate: Double?
  /// Further arguments, in the recipe's order.
  package var args: [NamedArgument]
  /// The norm to which gradients are clipped; 0 does not clip.
  package var maxGradNorm: Double

  /// An optimizer of `type`.
  package init(type: String, maxGradNorm: Double = 1) {
    self.type = type
    self.args = []
    self.maxGradNorm = maxGradNorm
  }

  private enum CodingKeys: String, CodingKey {
    case type
    case learningRate = "learning_rate"
    case unetLearningRate = "unet_lr"
    case textEncoderLearningRate = "text_encoder_lr"
    case args
    case maxGradNorm = "max_grad_norm"
  }
}

/// How the rate changes over the run.
package struct SchedulePlan: Sendable, Hashable, Codable {
  /// kohya's name of the scheduler.
  package var type: String
  /// Warm-up as the recipe states it.
  package var warmup: Warmup
  /// Restarts of the cosine; nil if the recipe leaves kohya's default.
  package var cycles: Int?
  /// The power of the polynomial; nil if the recipe leaves kohya's default.
  package var power: Double?
  /// The length of the decay of `warmup_stable_decay`.
  package var decay: Warmup?
  /// The part of the rate that is left at the end of a cosine with a minimum or of a decay.
  package var minimumRatio: Double?
  /// The timescale of `inverse_sqrt` in steps.
  package var timescale: Int?
  /// Further arguments of a scheduler class.
  package var args: [NamedArgument]

  /// A schedule of `type`.
  package init(type: String, warmup: Warmup) {
    self.type = type
    self.warmup = warmup
    self.args = []
  }
}

/// The length of warm-up.
package enum Warmup: Sendable, Hashable {
  /// A number of optimizer steps.
  case steps(Int)
  /// A part of all steps, from 0 to 1.
  case fraction(Double)
}

/// Length, precision and seed.
package struct TrainPlan: Sendable, Hashable, Codable {
  /// Epochs, if they give the length.
  package var epochs: Int?
  /// Optimizer steps, if they give the length.
  package var steps: Int?
  /// The seed; nil draws a new one each run.
  package var seed: Int?
  /// `no`, `fp16` or `bf16`.
  package var mixedPrecision: String
  /// Micro-batches per optimizer step.
  package var gradientAccumulation: Int
  /// Whether activations are computed again in the backward pass to save memory.
  package var gradientCheckpointing: Bool

  /// A length and how it is trained.
  package init(
    epochs: Int?, steps: Int?, seed: Int?, mixedPrecision: String, gradientAccumulation: Int,
    gradientCheckpointing: Bool
  ) {
    self.epochs = epochs
    self.steps = steps
    self.seed = seed
    self.mixedPrecision = mixedPrecision
    self.gradientAccumulation = gradientAccumulation
    self.gradientCheckpointing = gradientCheckpointing
  }
}

/// The loss and the noise.
package struct LossPlan: Sendable, Hashable, Codable {
  /// `l2`, `l1`, `huber` or `smooth_l1`.
  package var type: String
  /// The γ of min-SNR weighting.
  package var minSNRGamma: Double?
  /// The strength of a constant offset of the noise.
  package var noiseOffset: Double?
  /// Whether the offset's strength is drawn between 0 and `noiseOffset`.
  package var noiseOffsetRandomStrength: Bool
  /// A multiple of the latent's mean that is added to the offset.
  package var adaptiveNoiseScale: Double?
  /// The weight of regularization images.
  package var priorLossWeight: Double
  /// Whether the debiased estimation loss is used.
  package var debiased: Bool
  /// Whether the loss of a v-prediction model is scaled like noise prediction.
  package var scaleVPrediction: Bool
  /// Whether the noise schedule ends in pure noise.
  package var zeroTerminalSNR: Bool
  /// Noise of several resolutions.
  package var multiresNoise: MultiresNoise?
  /// The Huber loss; nil for other types.
  package var huber: Huber?
  /// Input perturbation noise.
  package var ipNoiseGamma: Double?
  /// The first timestep drawn.
  package var minTimestep: Int?
  /// One past the last timestep drawn.
  package var maxTimestep: Int?

  /// A loss of `type` with kohya's defaults.
  package init(type: String = "l2", priorLossWeight: Double = 1) {
    self.type = type
    self.noiseOffsetRandomStrength = false
    self.priorLossWeight = priorLossWeight
    self.debiased = false
    self.scaleVPrediction = false
    self.zeroTerminalSNR = false
  }

  private enum CodingKeys: String, CodingKey {
    case type
    case minSNRGamma = "min_snr_gamma"
    case noiseOffset = "noise_offset"
    case noiseOffsetRandomStrength = "noise_offset_random_strength"
    case adaptiveNoiseScale = "adaptive_noise_scale"
    case priorLossWeight = "prior_loss_weight"
    case debiased
    case scaleVPrediction = "scale_v_prediction"
    case zeroTerminalSNR = "zero_terminal_snr"
    case multiresNoise = "multires_noise"
    case huber
    case ipNoiseGamma = "ip_noise_gamma"
    case minTimestep = "min_timestep"
    case maxTimestep = "max_timestep"
  }
}

/// Noise of several resolutions.
package struct MultiresNoise: Sendable, Hashable, Codable {
  /// Resolutions added.
  package var iterations: Int
  /// The factor from one resolution to the next.
  package var discount: Double

  /// Noise of `iterations` resolutions.
  package init(iterations: Int, discount: Double) {
    self.iterations = iterations
    self.discount = discount
  }
}

/// The shape of the Huber loss over the timesteps.
package struct Huber: Sendable, Hashable, Codable {
  /// `constant`, `exponential` or `snr`.
  package var schedule: String
  /// The error at which it turns linear.
  package var c: Double
  /// A factor on `c`.
  package var scale: Double

  /// A Huber loss.
  package init(schedule: String, c: Double, scale: Double) {
    self.schedule = schedule
    self.c = c
    self.scale = scale
  }
}
