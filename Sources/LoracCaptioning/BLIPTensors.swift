/// A tensor of a BLIP file and what becomes of it.
struct BLIPTensor: Sendable {
  /// The names that it may have in a file, the usual one first.
  let names: [String]
  /// PyTorch's shape.
  let shape: [Int]
  /// The parts that its rows are cut into, by the names under which layers ask for them.
  let parts: [String]

  init(_ name: String, _ shape: [Int], or other: String? = nil, parts: [String]? = nil) {
    names = [name] + (other.map { [$0] } ?? [])
    self.shape = shape
    self.parts = parts ?? [name]
  }
}

extension BLIPConfiguration {
  /// All tensors that the model must have.
  var tensors: [BLIPTensor] { vision.tensors + text.tensors(visionWidth: vision.width) }
}

/// A linear layer's weight and bias.
private func linear(_ path: String, _ outputs: Int, _ inputs: Int) -> [BLIPTensor] {
  [BLIPTensor("\(path).weight", [outputs, inputs]), BLIPTensor("\(path).bias", [outputs])]
}

/// A normalization's scale and shift.
private func norm(_ path: String, _ width: Int) -> [BLIPTensor] {
  [BLIPTensor("\(path).weight", [width]), BLIPTensor("\(path).bias", [width])]
}

extension BLIPConfiguration.Vision {
  fileprivate var tensors: [BLIPTensor] {
    let embeddings = "vision_model.embeddings"
    return [
      BLIPTensor("\(embeddings).class_embedding", [1, 1, width]),
      BLIPTensor("\(embeddings).position_embedding", [1, tokenCount, width]),
      BLIPTensor("\(embeddings).patch_embedding.weight", [width, 3, patchSize, patchSize]),
      BLIPTensor("\(embeddings).patch_embedding.bias", [width]),
    ] + (0..<layerCount).flatMap { layer("vision_model.encoder.layers.\($0)") }
      + norm("vision_model.post_layernorm", width)
  }

  /// One matrix computes queries, keys and values.
  private func layer(_ path: String) -> [BLIPTensor] {
    let attention = "\(path).self_attn"
    func parts(_ kind: String) -> [String] { ["q", "k", "v"].map { "\(attention).\($0).\(kind)" } }
    return [
      BLIPTensor("\(attention).qkv.weight", [3 * width, width], parts: parts("weight")),
      BLIPTensor("\(attention).qkv.bias", [3 * width], parts: parts("bias")),
    ] + linear("\(attention).projection", width, width) + norm("\(path).layer_norm1", width)
      + linear("\(path).mlp.fc1", feedForwardWidth, width) + linear("\(path).mlp.fc2", width, feedForwardWidth)
      + norm("\(path).layer_norm2", width)
  }
}

extension BLIPConfiguration.Text {
  fileprivate func tensors(visionWidth: Int) -> [BLIPTensor] {
    let (embeddings, scores) = ("text_decoder.bert.embeddings", "text_decoder.cls.predictions")
    return [
      BLIPTensor("\(embeddings).word_embeddings.weight", [vocabularySize, width]),
      BLIPTensor("\(embeddings).position_embeddings.weight", [positionCount, width]),
    ] + norm("\(embeddings).LayerNorm", width)
      + (0..<layerCount).flatMap { layer("text_decoder.bert.encoder.layer.\($0)", visionWidth: visionWidth) }
      + linear("\(scores).transform.dense", width, width) + norm("\(scores).transform.LayerNorm", width) + [
        BLIPTensor("\(scores).decoder.weight", [vocabularySize, width]),
        // PyTorch knows one bias under two names, of which a file has at least one.
        BLIPTensor(
          "\(scores).bias", [vocabularySize], or: "\(scores).decoder.bias", parts: ["\(scores).decoder.bias"]),
      ]
  }

  private func layer(_ path: String, visionWidth: Int) -> [BLIPTensor] {
    func attention(_ name: String, keyWidth: Int) -> [BLIPTensor] {
      let path = "\(path).\(name)"
      return linear("\(path).self.query", width, width) + linear("\(path).self.key", width, keyWidth)
        + linear("\(path).self.value", width, keyWidth) + linear("\(path).output.dense", width, width)
        + norm("\(path).output.LayerNorm", width)
    }
    return attention("attention", keyWidth: width) + attention("crossattention", keyWidth: visionWidth)
      + linear("\(path).intermediate.dense", feedForwardWidth, width)
      + linear("\(path).output.dense", width, feedForwardWidth) + norm("\(path).output.LayerNorm", width)
  }
}
