/// The shape of one Stable Diffusion model: which networks it has and how wide and deep they are.
///
/// A value, not a list of tensors: module tables, parameter counts and file sizes are computed from it.
package struct ModelArchitecture: Sendable, Hashable {
  /// The families whose training is planned.
  package enum Family: String, Sendable, Hashable, CaseIterable {
    /// Stable Diffusion 1.x.
    case sd15
    /// Stable Diffusion 2.x.
    case sd2
    /// Stable Diffusion XL (base).
    case sdxl
  }

  /// The family.
  package var family: Family
  /// One text encoder, or SDXL's two in kohya's order.
  package var textEncoders: [TextEncoderArchitecture]
  /// The U-Net.
  package var unet: UNetArchitecture

  /// Collects the networks of a model.
  package init(family: Family, textEncoders: [TextEncoderArchitecture], unet: UNetArchitecture) {
    self.family = family
    self.textEncoders = textEncoders
    self.unet = unet
  }

  /// Stable Diffusion 1.x at its published size.
  package static let sd15 = ModelArchitecture(
    family: .sd15,
    textEncoders: [TextEncoderArchitecture(width: 768, feedForwardWidth: 3072, layerCount: 12)],
    unet: UNetArchitecture(
      naming: .diffusers, levelChannels: [320, 640, 1280, 1280], transformerDepths: [1, 1, 1, 0],
      middleTransformerDepth: 1, contextWidth: 768, projection: .convolution1x1))

  /// Stable Diffusion 2.x as kohya loads it from a single file.
  ///
  /// kohya turns the linear projections of a single-file SD 2 U-Net into 1×1 convolutions and leaves those of a
  /// diffusers folder linear (sd-scripts library/train_util.py:5525-5556, model_util.py:398), so the adapters' shapes differ; see
  /// ``loadedFromDiffusersFolder``. Of the text encoder's 24 layers it keeps 23.
  package static let sd2 = ModelArchitecture(
    family: .sd2,
    textEncoders: [TextEncoderArchitecture(width: 1024, feedForwardWidth: 4096, layerCount: 23)],
    unet: UNetArchitecture(
      naming: .diffusers, levelChannels: [320, 640, 1280, 1280], transformerDepths: [1, 1, 1, 0],
      middleTransformerDepth: 1, contextWidth: 1024, projection: .convolution1x1))

  /// Stable Diffusion XL (base) at its published size.
  package static let sdxl = ModelArchitecture(
    family: .sdxl,
    textEncoders: [
      TextEncoderArchitecture(width: 768, feedForwardWidth: 3072, layerCount: 12),
      TextEncoderArchitecture(width: 1280, feedForwardWidth: 5120, layerCount: 32, projectionWidth: 1280),
    ],
    unet: UNetArchitecture(
      naming: .sgm, levelChannels: [320, 640, 1280], transformerDepths: [0, 2, 10],
      middleTransformerDepth: 10, contextWidth: 2048, projection: .linear, labelWidth: 2816))

  /// The published architecture of `family`, loaded from a single file.
  package static func published(_ family: Family) -> ModelArchitecture {
    switch family {
    case .sd15: .sd15
    case .sd2: .sd2
    case .sdxl: .sdxl
    }
  }

  /// The same model as kohya loads it from a diffusers folder: SD 2 keeps its linear projections.
  package var loadedFromDiffusersFolder: ModelArchitecture {
    guard family == .sd2 else { return self }
    var copy = self
    copy.unet.projection = .linear
    return copy
  }
}

/// The shape of a CLIP text encoder.
package struct TextEncoderArchitecture: Sendable, Hashable {
  /// The width of its hidden states.
  package var width: Int
  /// The width inside its feed-forward layers.
  package var feedForwardWidth: Int
  /// Its transformer layers, as kohya loads it.
  package var layerCount: Int
  /// The width of the pooled text projection; nil without one.
  package var projectionWidth: Int?

  /// A text encoder of the given widths.
  package init(width: Int, feedForwardWidth: Int, layerCount: Int, projectionWidth: Int? = nil) {
    self.width = width
    self.feedForwardWidth = feedForwardWidth
    self.layerCount = layerCount
    self.projectionWidth = projectionWidth
  }
}
