/// The fields of `loss`.
package enum LossFields {
  /// `loss.type`.
  package static let type = Field<String>(
    "loss.type", .choice(["l2", "l1", "huber", "smooth_l1"]), default: .string("l2"), kohya: ["loss_type"],
    "How the error of a prediction counts.")
  /// `loss.min_snr_gamma`.
  package static let minSNRGamma = Field<Double>(
    "loss.min_snr_gamma", .number(.positive), kohya: ["min_snr_gamma"],
    "Weighs timesteps by min(SNR, γ)/SNR for steadier training; 5 is the paper's value.")
  /// `loss.noise_offset`.
  package static let noiseOffset = Field<Double>(
    "loss.noise_offset", .number(.chance), kohya: ["noise_offset"],
    "Adds a constant to the noise, so that very dark and bright pictures are learned; about 0.05.")
  /// `loss.noise_offset_random_strength`.
  package static let noiseOffsetRandomStrength = Field<Bool>(
    "loss.noise_offset_random_strength", .boolean, default: .boolean(false), kohya: ["noise_offset_random_strength"],
    "Whether the offset's strength is drawn between 0 and `noise_offset`.")
  /// `loss.adaptive_noise_scale`.
  package static let adaptiveNoiseScale = Field<Double>(
    "loss.adaptive_noise_scale", .number(.any), kohya: ["adaptive_noise_scale"],
    "A multiple of the latent's mean that is added to `noise_offset`.")
  /// `loss.prior_loss_weight`.
  package static let priorLossWeight = Field<Double>(
    "loss.prior_loss_weight", .number(.notNegative), default: .number(1), kohya: ["prior_loss_weight"],
    "The weight of regularization images.")
  /// `loss.debiased`.
  package static let debiased = Field<Bool>(
    "loss.debiased", .boolean, default: .boolean(false), kohya: ["debiased_estimation_loss"],
    "Whether the debiased estimation loss is used.")
  /// `loss.scale_v_prediction`.
  package static let scaleVPrediction = Field<Bool>(
    "loss.scale_v_prediction", .boolean, default: .boolean(false), kohya: ["scale_v_pred_loss_like_noise_pred"],
    "Whether the loss of a v-prediction model is scaled like noise prediction.")
  /// `loss.zero_terminal_snr`.
  package static let zeroTerminalSNR = Field<Bool>(
    "loss.zero_terminal_snr", .boolean, default: .boolean(false), kohya: ["zero_terminal_snr"],
    "Whether the noise schedule ends in pure noise.")
  /// `loss.multires_noise.iterations`.
  package static let multiresIterations = Field<Int>(
    "loss.multires_noise.iterations", .integer(0...10), kohya: ["multires_noise_iterations"],
    "How many coarser noises are added; 6 is usual.")
  /// `loss.multires_noise.discount`.
  package static let multiresDiscount = Field<Double>(
    "loss.multires_noise.discount", .number(.chance), default: .number(0.3), kohya: ["multires_noise_discount"],
    "The factor from one noise to the next coarser.")
  /// `loss.huber.schedule`.
  package static let huberSchedule = Field<String>(
    "loss.huber.schedule", .choice(["constant", "exponential", "snr"]), default: .string("snr"),
    kohya: ["huber_schedule"], "How the Huber loss changes with the timestep.")
  /// `loss.huber.c`.
  package static let huberC = Field<Double>(
    "loss.huber.c", .number(.positive), default: .number(0.1), kohya: ["huber_c"],
    "The error at which the Huber loss turns linear.")
  /// `loss.huber.scale`.
  package static let huberScale = Field<Double>(
    "loss.huber.scale", .number(.positive), default: .number(1), kohya: ["huber_scale"], "A factor on `c`.")
  /// `loss.ip_noise_gamma`.
  package static let ipNoiseGamma = Field<Double>(
    "loss.ip_noise_gamma", .number(.chance), kohya: ["ip_noise_gamma"],
    "Input perturbation: noise on the noise; 0.1 is the paper's value.")
  /// `loss.min_timestep`.
  package static let minTimestep = Field<Int>(
    "loss.min_timestep", .integer(0...999), kohya: ["min_timestep"], "The first timestep that is drawn.")
  /// `loss.max_timestep`.
  package static let maxTimestep = Field<Int>(
    "loss.max_timestep", .integer(1...1000), kohya: ["max_timestep"], "One past the last timestep that is drawn.")
  /// `loss.weighted_captions`.
  package static let weightedCaptions = Field<Bool>(
    "loss.weighted_captions", .boolean, default: .boolean(false), kohya: ["weighted_captions"],
    "Whether `(tag:1.2)` in a caption changes how much the tag counts.")

  package static let block = Block(
    "loss", "The loss and the noise.",
    [
      type.entry, minSNRGamma.entry, noiseOffset.entry, noiseOffsetRandomStrength.entry, adaptiveNoiseScale.entry,
      priorLossWeight.entry, debiased.entry, scaleVPrediction.entry, zeroTerminalSNR.entry,
      .block(
        Block("multires_noise", "Noise of several resolutions.", [multiresIterations.entry, multiresDiscount.entry])),
      .block(Block("huber", "The shape of the Huber loss.", [huberSchedule.entry, huberC.entry, huberScale.entry])),
      ipNoiseGamma.entry, minTimestep.entry, maxTimestep.entry, weightedCaptions.entry,
    ])
}
