/// The sizes of a CLIP text encoder.
package struct CLIPTextConfiguration: Sendable, Hashable {
  /// The function between a layer's two feed-forward matrices.
  package enum Activation: String, Sendable, Hashable, CaseIterable {
    /// x · sigmoid(1.702 x), which CLIP-L has.
    case quickGELU = "quick_gelu"
    /// x · Φ(x), exactly.
    case gelu
  }

  /// The width of hidden states.
  package var width: Int
  /// The width inside feed-forward layers.
  package var feedForwardWidth: Int
  /// Transformer layers.
  package var layerCount: Int
  /// Heads of every attention layer.
  package var headCount: Int
  /// Known tokens.
  package var vocabularySize: Int
  /// Tokens of one chunk, start and end included.
  package var positionCount: Int
  /// The function inside feed-forward layers.
  package var activation: Activation

  /// Added to the variance in every layer normalization.
  package static let epsilon: Float = 1e-5

  /// A text encoder of the given sizes; the rest is CLIP's.
  package init(
    width: Int, feedForwardWidth: Int, layerCount: Int, headCount: Int, vocabularySize: Int = 49_408,
    positionCount: Int = 77, activation: Activation = .quickGELU
  ) {
    self.width = width
    self.feedForwardWidth = feedForwardWidth
    self.layerCount = layerCount
    self.headCount = headCount
    self.vocabularySize = vocabularySize
    self.positionCount = positionCount
    self.activation = activation
  }

  /// The heads of an encoder of `width`, where only tensors are known, which do not tell.
  ///
  /// CLIP's heads are 64 wide, 12 in CLIP-L (sd-scripts library/model_util.py:1056). Models made for tests are narrower; they
  /// have 4 heads, or 1 if 4 does not divide their width.
  package static func headCount(forWidth width: Int) -> Int {
    if width % 64 == 0 { return width / 64 }
    return width % 4 == 0 ? 4 : 1
  }
}
