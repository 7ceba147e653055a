/// A rough estimate of the memory that training an adapter takes; every figure of it is an estimate but the weights.
package struct TrainingMemory: Sendable, Hashable {
  /// The settings that decide how much memory training takes.
  package struct Setup: Sendable, Hashable {
    /// The image's width in pixels.
    package var width: Int
    /// The image's height in pixels.
    package var height: Int
    /// Images per step.
    package var batchSize: Int
    /// Bytes per number of the frozen weights and of activations: 4, or 2 under mixed precision.
    package var computeByteCount: Int
    /// Whether activations are recomputed instead of kept (`gradient_checkpointing`).
    package var recomputesActivations: Bool
    /// Whether the autoencoder leaves memory before training (`cache_latents`).
    package var cachesLatents: Bool
    /// Bytes that the optimizer keeps per trained number, such as 8 for AdamW and 2 for its 8-bit form.
    package var optimizerByteCountPerParameter: Double

    /// A setup of the values given.
    package init(
      width: Int, height: Int, batchSize: Int, computeByteCount: Int, recomputesActivations: Bool, cachesLatents: Bool,
      optimizerByteCountPerParameter: Double
    ) {
      self.width = width
      self.height = height
      self.batchSize = batchSize
      self.computeByteCount = computeByteCount
      self.recomputesActivations = recomputesActivations
      self.cachesLatents = cachesLatents
      self.optimizerByteCountPerParameter = optimizerByteCountPerParameter
    }
  }

  /// Bytes of the frozen U-Net, text encoders and, unless latents are cached, autoencoder.
  package let baseModel: Int
  /// Bytes of the adapters' weights and gradients.
  package let adapters: Int
  /// Bytes of the optimizer's state.
  package let optimizer: Int
  /// Bytes of the activations kept for the backward pass.
  package let activations: Int

  /// All parts together.
  package var total: Int { baseModel + adapters + optimizer + activations }

  /// What the estimate rests on, in a sentence for the plan.
  package static let basis =
    "weights counted exactly; activations scaled from one U-Net per family with attention that stores no matrix"

  /// Estimates the memory for training `adapters` on a model.
  package init(_ architecture: ModelArchitecture, _ adapters: AdapterTensors, _ setup: Setup) {
    let count = architecture.parameterCount
    let kept = setup.cachesLatents ? count.total - count.vae : count.total
    baseModel = kept * setup.computeByteCount
    self.adapters = 2 * 4 * adapters.parameterCount
    optimizer = Int((setup.optimizerByteCountPerParameter * Double(adapters.parameterCount)).rounded(.up))
    let positions = Double(setup.width / 8 * (setup.height / 8) * setup.batchSize)
    let perPosition = Self.activationByteCount(architecture.family, setup.recomputesActivations)
    activations = Int(perPosition * positions * Double(setup.computeByteCount) / 4)
  }

  /// Single-precision activation bytes per latent position (8×8 pixels) of one image.
  ///
  /// From a liveness count over the whole U-Net with an adapter on every linear layer, which grows in proportion to the
  /// positions: SD 1.5 keeps 3.51 GiB at 512×512 and 7.87 GiB at 768×768, SDXL 24.9 GiB at 1024×1024; with
  /// recomputation 0.43, 0.96 and 1.18 GiB. SD 2 has SD 1.5's widths.
  private static func activationByteCount(_ family: ModelArchitecture.Family, _ recomputes: Bool) -> Double {
    let gibibyte = 1_073_741_824.0
    return switch (family, recomputes) {
    case (.sd15, false), (.sd2, false): 3.51 * gibibyte / 4096
    case (.sd15, true), (.sd2, true): 0.43 * gibibyte / 4096
    case (.sdxl, false): 24.9 * gibibyte / 16384
    case (.sdxl, true): 1.18 * gibibyte / 16384
    }
  }
}
