/// The shape of a Stable Diffusion U-Net.
///
/// Every level has two residual blocks on the way down and three on the way up, as all families have.
package struct UNetArchitecture: Sendable, Hashable {
  /// How sd-scripts names the blocks of the network.
  package enum Naming: Sendable, Hashable {
    /// `down_blocks.0.attentions.1`, for SD 1 and 2 (sd-scripts library/original_unet.py).
    case diffusers
    /// `input_blocks.2.1`, for SDXL (sd-scripts library/sdxl_original_unet.py).
    case sgm
  }

  /// How the blocks are named.
  package var naming: Naming
  /// Channels of each level, from the first (largest picture) to the last; there is one at least.
  package var levelChannels: [Int]
  /// Transformer layers after each residual block of a level; 0 for a level without attention.
  package var transformerDepths: [Int]
  /// Transformer layers of the middle block.
  package var middleTransformerDepth: Int
  /// The width of the text encoder output that cross-attention reads.
  package var contextWidth: Int
  /// What leads into and out of a transformer.
  package var projection: AdaptableModule.Kind
  /// The width of SDXL's vector of size and pooled text; nil for other families.
  package var labelWidth: Int?

  /// A U-Net; `levelChannels` and `transformerDepths` have one entry per level.
  package init(
    naming: Naming, levelChannels: [Int], transformerDepths: [Int], middleTransformerDepth: Int,
    contextWidth: Int, projection: AdaptableModule.Kind, labelWidth: Int? = nil
  ) {
    precondition(!levelChannels.isEmpty, "a U-Net has levels")
    precondition(levelChannels.count == transformerDepths.count, "one transformer depth per level")
    self.naming = naming
    self.levelChannels = levelChannels
    self.transformerDepths = transformerDepths
    self.middleTransformerDepth = middleTransformerDepth
    self.contextWidth = contextWidth
    self.projection = projection
    self.labelWidth = labelWidth
  }

  /// Channels of the first level; the time embedding is four times as wide.
  package var baseChannels: Int { levelChannels[0] }

  /// The channels of levels that grow as `published` do, with `base` in the first.
  package static func levelChannels(base: Int, as published: [Int]) -> [Int] {
    published.map { $0 / published[0] * base }
  }

  /// The width of the time embedding that every residual block reads.
  package var timeEmbeddingWidth: Int { 4 * baseChannels }
}
