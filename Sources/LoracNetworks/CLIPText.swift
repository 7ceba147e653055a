package import LoracArchitectures
package import LoracGraph
package import LoracTensor

/// CLIP's text encoder.
package struct CLIPText: Sendable {
  /// Its sizes.
  package let configuration: CLIPTextConfiguration
  /// Which hidden layer counts as the output, from the end; 1 is the last.
  package let clipSkip: Int

  /// A text encoder; `clipSkip` is 1 to the number of layers.
  package init(_ configuration: CLIPTextConfiguration, clipSkip: Int) {
    precondition((1...configuration.layerCount).contains(clipSkip), "a layer that exists")
    self.configuration = configuration
    self.clipSkip = clipSkip
  }

  /// Appends the network.
  ///
  /// - Shape: embeddings [chunks, positions, width] → the same.
  package func build(_ builder: inout NetworkBuilder, embeddings: Value) -> Value {
    var x = embeddings
    for layer in 0...configuration.layerCount - clipSkip {
      x = builder.segment { builder in
        buildLayer(&builder, "text_encoder.text_model.encoder.layers.\(layer)", x)
      }
    }
    return builder.layerNormalize(
      "text_encoder.text_model.final_layer_norm", x, epsilon: CLIPTextConfiguration.epsilon)
  }

  private func buildLayer(_ builder: inout NetworkBuilder, _ path: String, _ x: Value) -> Value {
    let width = configuration.width
    let normalized = builder.layerNormalize("\(path).layer_norm1", x, epsilon: CLIPTextConfiguration.epsilon)
    let q = builder.linear("\(path).self_attn.q_proj", normalized, outputs: width)
    let k = builder.linear("\(path).self_attn.k_proj", normalized, outputs: width)
    let v = builder.linear("\(path).self_attn.v_proj", normalized, outputs: width)
    let attended = builder.append(
      Attention(heads: configuration.headCount, isCausal: true), [q, k, v], label: "\(path).self_attn")
    let projected = builder.linear("\(path).self_attn.out_proj", attended, outputs: width)
    let middle = builder.add(x, projected, label: "\(path).self_attn")

    let second = builder.layerNormalize("\(path).layer_norm2", middle, epsilon: CLIPTextConfiguration.epsilon)
    let inner = builder.linear("\(path).mlp.fc1", second, outputs: configuration.feedForwardWidth)
    let activated = builder.append(Activate(activation), [inner], label: "\(path).mlp")
    let outer = builder.linear("\(path).mlp.fc2", activated, outputs: width)
    return builder.add(middle, outer, label: "\(path).mlp")
  }

  private var activation: Activation {
    switch configuration.activation {
    case .quickGELU: .quickGELU
    case .gelu: .gelu
    }
  }

  /// Joins the chunks of long captions: the first chunk's start, the 75 tokens of each chunk, the last chunk's end.
  ///
  /// As sd-scripts library/strategy_sd.py:96-104 does where the padding token is the end token, which it is in SD 1.
  /// - Shape: x [captions · chunks, positions, width] → [captions, chunks · (positions - 2) + 2, width].
  package func joinChunks(_ builder: inout NetworkBuilder, _ x: Value, captions: Int) -> Value {
    let positions = configuration.positionCount
    let chunks = builder.graph[x].dimensions[0] / captions
    guard chunks > 1 else { return x }
    let rows = (0..<captions).flatMap { caption -> [Int] in
      let start = caption * chunks * positions
      let middle = (0..<chunks).flatMap { chunk in (1..<positions - 1).map { start + chunk * positions + $0 } }
      return [start] + middle + [start + chunks * positions - 1]
    }
    let shape: Shape = [captions, chunks * (positions - 2) + 2, configuration.width]
    return builder.append(TakeRows(rows, shape: shape), [x], label: "text_encoder.chunks")
  }
}

/// The sum of token and position embeddings, which come before the graph since nothing trains them.
package struct TokenEmbedding: Sendable {
  private let tokens: FrozenMatrix
  private let positions: FrozenMatrix

  /// The embeddings of `weights`.
  package init(_ configuration: CLIPTextConfiguration, _ weights: any NetworkWeights) {
    let path = "text_encoder.text_model.embeddings"
    tokens = weights.matrix(
      "\(path).token_embedding", outputs: configuration.vocabularySize, inputs: configuration.width, taps: 1)
    positions = weights.matrix(
      "\(path).position_embedding", outputs: configuration.positionCount, inputs: configuration.width, taps: 1)
  }

  /// Writes the embeddings of `identifiers`, which are whole chunks of tokens that the vocabulary has.
  ///
  /// - Shape: identifiers [chunks · positions], result [chunks, positions, width].
  package func embed(_ identifiers: [Int], into result: FloatRegion) {
    let width = tokens.inputs
    precondition(result.count == identifiers.count * width, "one row for each token")
    var position = [Float](repeating: 0, count: width)
    for (index, identifier) in identifiers.enumerated() {
      let row = result[index * width..<(index + 1) * width]
      tokens.row(identifier, into: row)
      position.withRegion {
        positions.row(index % positions.outputs, into: $0)
        for column in 0..<width { row[column] += $0[column] }
      }
    }
  }
}
