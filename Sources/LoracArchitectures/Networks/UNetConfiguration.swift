/// The sizes of a Stable Diffusion 1.x U-Net.
package struct UNetConfiguration: Sendable, Hashable {
  /// Levels, channels, attention and context width; always of the naming `.diffusers`.
  package var architecture: UNetArchitecture
  /// Heads of every attention layer; the channels of a head are the level's channels divided by it.
  ///
  /// sd-scripts has 8 on every level (library/model_util.py:41); diffusers' `attention_head_dim` of SD 1 means the same.
  package var headCount: Int
  /// Channels of the latents that go in.
  package var inputChannels: Int
  /// Channels of the prediction that comes out.
  package var outputChannels: Int

  /// Groups of every group normalization.
  package static let groupCount = 32
  /// Added to the variance in the group normalizations of residual blocks and of the output.
  package static let epsilon: Float = 1e-5
  /// Added to the variance in the group normalization before a transformer (sd-scripts library/original_unet.py:886).
  package static let transformerEpsilon: Float = 1e-6
  /// Residual blocks of each level on the way down; the way up has one more.
  package static let layersPerBlock = 2

  /// A U-Net of the given sizes; `architecture` must name its blocks as diffusers does.
  package init(
    architecture: UNetArchitecture, headCount: Int = 8, inputChannels: Int = 4, outputChannels: Int = 4
  ) {
    precondition(architecture.naming == .diffusers, "canonical names are those of diffusers")
    self.architecture = architecture
    self.headCount = headCount
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
  }

  /// Channels of each level, from the first (largest picture) to the last.
  package var blockChannels: [Int] { architecture.levelChannels }
  /// Whether each level has transformers, on the way down; the way up has the same levels in reverse.
  package var hasAttention: [Bool] { architecture.transformerDepths.map { $0 > 0 } }
  /// The width of the text encoder's output that cross-attention reads.
  package var contextWidth: Int { architecture.contextWidth }
  /// The width of the time embedding that every residual block reads.
  package var timeEmbeddingWidth: Int { architecture.timeEmbeddingWidth }

  /// The layers in the order of computation, with canonical paths below `unet.`, as in `down_blocks.0.attentions.1`.
  ///
  /// On the way up a residual block's `input` counts the skip connection's channels, which come last. In order of
  /// registration, see ``UNetArchitecture/layers``.
  package var computation: [UNetLayer] { UNetWalk(architecture).layers.map(\.layer) }
}
