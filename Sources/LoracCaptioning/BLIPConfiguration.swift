package import LoracTensor

/// The sizes of a BLIP captioning model, from its `config.json`.
package struct BLIPConfiguration: Sendable, Hashable {
  /// The vision transformer.
  package struct Vision: Sendable, Hashable {
    /// Channels of a patch.
    package let width: Int
    /// Channels inside a layer's feed-forward part.
    package let feedForwardWidth: Int
    /// Layers.
    package let layerCount: Int
    /// Heads of attention.
    package let headCount: Int
    /// Pixels of a picture's sides.
    package let imageSize: Int
    /// Pixels of a patch's sides.
    package let patchSize: Int
    /// The function inside the feed-forward part.
    package let activation: Activation
    /// What normalizations add to the variance.
    package let epsilon: Float

    /// Patches along a side; pixels beyond whole patches are not read.
    package var patchesPerSide: Int { imageSize / patchSize }
    /// What the text decoder looks at: one vector for the picture as a whole and one for each patch.
    package var tokenCount: Int { patchesPerSide * patchesPerSide + 1 }
    /// Numbers of a patch.
    package var patchCount: Int { 3 * patchSize * patchSize }
  }

  /// The text decoder.
  package struct Text: Sendable, Hashable {
    /// Channels of a token.
    package let width: Int
    /// Channels inside a layer's feed-forward part.
    package let feedForwardWidth: Int
    /// Layers.
    package let layerCount: Int
    /// Heads of attention.
    package let headCount: Int
    /// Tokens that can be told apart.
    package let vocabularySize: Int
    /// The longest text.
    package let positionCount: Int
    /// The function inside the feed-forward part and before the scores.
    package let activation: Activation
    /// What normalizations add to the variance.
    package let epsilon: Float
    /// The token that a caption begins with.
    package let beginToken: Int
    /// The token that ends a caption, BERT's separator.
    package let endToken: Int
  }

  /// The vision transformer.
  package let vision: Vision
  /// The text decoder.
  package let text: Text
  /// What captions are made with unless told otherwise.
  package let generation: CaptionOptions
}
