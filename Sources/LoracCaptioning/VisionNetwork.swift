internal import LoracGraph
internal import LoracNetworks
internal import LoracTensor

/// The vision transformer, with the keys and values that the text decoder's layers make of its result.
struct VisionNetwork {
  /// The graph with its memory plan; its output is the picture's tokens, [1, tokens, width].
  let program: Program
  /// The picture's patches, [1, patches, 3 · side · side], numbers in the order channel, row, column.
  let patches: Value
  /// For each layer of the decoder the keys to the picture, [1, tokens, text width].
  let keys: [Value]
  /// For each layer of the decoder the values to the picture, [1, tokens, text width].
  let values: [Value]

  init(_ configuration: BLIPConfiguration, _ weights: BLIPWeights) {
    let vision = configuration.vision
    let (width, tokens) = (vision.width, vision.tokenCount)
    var builder = NetworkBuilder(weights)
    let patches = builder.graph.input([1, tokens - 1, vision.patchCount], label: "patches")
    let path = "vision_model.embeddings"
    let first = builder.graph.input(
      [1, 1, width], label: "\(path).class_embedding",
      in: weights.vector("\(path).class_embedding", count: width).region)
    let positions = builder.graph.input(
      [1, tokens, width], label: "\(path).position_embedding",
      in: weights.vector("\(path).position_embedding", count: tokens * width).region)
    let embedded = builder.linear("\(path).patch_embedding", patches, outputs: width)
    var x = builder.append(ConcatenateTokens(), [first, embedded], label: path)
    x = builder.add(x, positions, label: "\(path).position_embedding")
    for layer in 0..<vision.layerCount { x = Self.layer(&builder, "vision_model.encoder.layers.\(layer)", x, vision) }
    x = builder.layerNormalize("vision_model.post_layernorm", x, epsilon: vision.epsilon)
    builder.graph.setOutput(x)

    func project(_ part: String) -> [Value] {
      (0..<configuration.text.layerCount).map { layer in
        let value = builder.linear(
          "text_decoder.bert.encoder.layer.\(layer).crossattention.self.\(part)", x, outputs: configuration.text.width)
        builder.graph.addResult(value)
        return value
      }
    }
    (keys, values) = (project("key"), project("value"))
    self.patches = patches
    program = Program(builder.graph, trains: false)
  }

  private static func layer(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value, _ vision: BLIPConfiguration.Vision
  ) -> Value {
    let normalized = builder.layerNormalize("\(path).layer_norm1", x, epsilon: vision.epsilon)
    let projections = ["q", "k", "v"].map {
      builder.linear("\(path).self_attn.\($0)", normalized, outputs: vision.width)
    }
    let attended = builder.append(Attention(heads: vision.headCount), projections, label: "\(path).self_attn")
    let projected = builder.linear("\(path).self_attn.projection", attended, outputs: vision.width)
    let middle = builder.add(projected, x, label: "\(path).self_attn")

    let second = builder.layerNormalize("\(path).layer_norm2", middle, epsilon: vision.epsilon)
    let inner = builder.linear("\(path).mlp.fc1", second, outputs: vision.feedForwardWidth)
    let activated = builder.append(Activate(vision.activation), [inner], label: "\(path).mlp")
    let outer = builder.linear("\(path).mlp.fc2", activated, outputs: vision.width)
    return builder.add(outer, middle, label: "\(path).mlp")
  }
}
