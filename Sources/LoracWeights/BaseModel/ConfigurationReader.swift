internal import LoracArchitectures
internal import LoracJSON

/// Reads the sizes of networks from the shapes of their tensors, and what shapes do not tell from diffusers' `config.json`.
///
/// Where a tensor that would tell is missing or has odd dimensions, the published size stands in; the comparison of all
/// tensors with that size then reports what is wrong.
enum ConfigurationReader {
  /// The U-Net of `source`; the number of heads is `config`'s or SD 1's.
  static func unet(_ source: some TensorShapes, config: JSONValue?) -> UNetConfiguration {
    let names = UNetMarks(isOriginal: source.isOriginal)
    let published = StableDiffusionConfiguration.sd15.unet
    guard let base = source.size(names.input, 0, rank: 4) else { return published }
    var channels: [Int] = []
    while let width = source.size(names.convolution(level: channels.count), 0, rank: 4) { channels.append(width) }
    guard channels.first == base, channels.allSatisfy({ $0 > 0 }) else { return published }
    func depth(_ transformer: String) -> Int {
      (0...).first { source.shape("\(transformer).transformer_blocks.\($0).attn2.to_k.weight") == nil } ?? 0
    }
    let contexts = channels.indices.lazy.compactMap {
      source.size("\(names.transformer(level: $0)).transformer_blocks.0.attn2.to_k.weight", 1, rank: 2)
    }
    return UNetConfiguration(
      architecture: UNetArchitecture(
        naming: .diffusers, levelChannels: channels,
        transformerDepths: channels.indices.map { depth(names.transformer(level: $0)) },
        middleTransformerDepth: depth(names.middleTransformer),
        contextWidth: contexts.first ?? published.contextWidth, projection: .convolution1x1),
      headCount: headCount(config) ?? published.headCount,
      inputChannels: source.size(names.input, 1, rank: 4) ?? published.inputChannels,
      outputChannels: source.size(names.output, 0, rank: 4) ?? published.outputChannels)
  }

  /// diffusers calls the number of SD 1's heads `attention_head_dim`; `num_attention_heads` goes before it.
  private static func headCount(_ config: JSONValue?) -> Int? {
    for key in ["num_attention_heads", "attention_head_dim"] {
      switch config?[key] {
      case .integer(let count) where count > 0: return count
      case .array(let counts):
        guard case .integer(let count)? = counts.first, count > 0 else { return nil }
        return counts.allSatisfy { $0 == .integer(count) } ? count : nil
      default: continue
      }
    }
    return nil
  }

  /// The text encoder of `source`.
  static func textEncoder(_ source: some TensorShapes, config: JSONValue?) -> CLIPTextConfiguration {
    let published = StableDiffusionConfiguration.sd15.textEncoder
    // Single files may leave `text_model` out.
    let root = source.has("text_model.") ? "text_model." : ""
    let first = "\(root)encoder.layers.0.mlp.fc1.weight"
    guard let inner = source.size(first, 0, rank: 2), let width = source.size(first, 1, rank: 2) else {
      return published
    }
    let layers = (0...).first { source.shape("\(root)encoder.layers.\($0).mlp.fc1.weight") == nil } ?? 0
    let tokens = source.size("\(root)embeddings.token_embedding.weight", 0, rank: 2)
    let positions = source.size("\(root)embeddings.position_embedding.weight", 0, rank: 2)
    let activation: CLIPTextConfiguration.Activation? =
      if case .string(let name)? = config?["hidden_act"] { .init(rawValue: name) } else { nil }
    var heads: Int?
    if case .integer(let count)? = config?["num_attention_heads"], count > 0 { heads = count }
    return CLIPTextConfiguration(
      width: width, feedForwardWidth: inner, layerCount: layers,
      headCount: heads ?? CLIPTextConfiguration.headCount(forWidth: width),
      vocabularySize: tokens ?? published.vocabularySize, positionCount: positions ?? published.positionCount,
      activation: activation ?? .quickGELU)
  }

  /// The autoencoder of `source`.
  static func autoencoder(_ source: some TensorShapes) -> AutoencoderConfiguration {
    let published = StableDiffusionConfiguration.sd15.autoencoder
    var channels: [Int] = []
    func name(_ level: Int) -> String {
      source.isOriginal
        ? "encoder.down.\(level).block.0.conv2.weight" : "encoder.down_blocks.\(level).resnets.0.conv2.weight"
    }
    while let width = source.size(name(channels.count), 0, rank: 4) { channels.append(width) }
    guard !channels.isEmpty else { return published }
    let moments = source.size("quant_conv.weight", 0, rank: 4) ?? 2 * published.latentChannels
    return AutoencoderConfiguration(
      blockChannels: channels, latentChannels: max(1, moments / 2),
      imageChannels: source.size("encoder.conv_in.weight", 1, rank: 4) ?? published.imageChannels)
  }
}

/// The names of tensors that tell a U-Net's sizes, in both layouts.
private struct UNetMarks {
  let isOriginal: Bool

  var input: String { isOriginal ? "input_blocks.0.0.weight" : "conv_in.weight" }
  var output: String { isOriginal ? "out.2.weight" : "conv_out.weight" }
  var middleTransformer: String { isOriginal ? "middle_block.1" : "mid_block.attentions.0" }

  // A level has two residual blocks and a sampler, which the original names count through.
  func convolution(level: Int) -> String {
    isOriginal
      ? "input_blocks.\(1 + 3 * level).0.out_layers.3.weight" : "down_blocks.\(level).resnets.0.conv2.weight"
  }

  func transformer(level: Int) -> String {
    isOriginal ? "input_blocks.\(1 + 3 * level).1" : "down_blocks.\(level).attentions.0"
  }
}
