/// A linear layer or convolution of the base model that can carry an adapter.
package struct AdaptableModule: Sendable, Hashable {
  /// What a module computes, which decides the shape of its adapter.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A matrix product.
    case linear
    /// A convolution with a 1×1 kernel.
    case convolution1x1
    /// A convolution with a 3×3 kernel.
    case convolution3x3
  }

  /// The part of the model that a module belongs to, in the order in which plans list them.
  package enum Group: String, Sendable, Hashable, CaseIterable {
    /// The only text encoder, or SDXL's first.
    case textEncoder = "text_encoder"
    /// SDXL's second text encoder.
    case textEncoder2 = "text_encoder_2"
    /// The U-Net's way down.
    case unetDown = "unet.down"
    /// The U-Net's middle block.
    case unetMiddle = "unet.mid"
    /// The U-Net's way up.
    case unetUp = "unet.up"

    /// Whether the group is a text encoder.
    package var isTextEncoder: Bool { self == .textEncoder || self == .textEncoder2 }
  }

  /// The adapter's name in kohya's files, as in `lora_unet_down_blocks_0_attentions_0_proj_in`.
  package var name: String
  /// The part of the model.
  package var group: Group
  /// What the module computes.
  package var kind: Kind
  /// Input features or channels.
  package var input: Int
  /// Output features or channels.
  package var output: Int

  /// The dimensions of `lora_down`, which keeps the module's kernel (sd-scripts networks/lora.py:58-66).
  package func downShape(rank: Int) -> [Int] {
    switch kind {
    case .linear: [rank, input]
    case .convolution1x1: [rank, input, 1, 1]
    case .convolution3x3: [rank, input, 3, 3]
    }
  }

  /// The dimensions of `lora_up`, whose kernel is 1×1.
  package func upShape(rank: Int) -> [Int] { kind == .linear ? [output, rank] : [output, rank, 1, 1] }
}

extension ModelArchitecture {
  /// The modules that kohya gives an adapter, in the order in which it creates them.
  ///
  /// Text encoders: the attention and feed-forward layers. U-Net: everything linear or 1×1 in the transformers and, if
  /// `beyondTransformers`, everything in residual blocks and samplers too, which is what stating `conv_dim` does
  /// (sd-scripts networks/lora.py:869-873, 945-1045).
  package func adaptableModules(beyondTransformers: Bool) -> [AdaptableModule] {
    var modules: [AdaptableModule] = []
    for (index, encoder) in textEncoders.enumerated() {
      let prefix = textEncoders.count > 1 ? "lora_te\(index + 1)" : "lora_te"
      modules += encoder.adaptableModules(prefix: prefix, group: index == 0 ? .textEncoder : .textEncoder2)
    }
    for layer in unet.layers {
      if case .transformer = layer.kind {} else if !beyondTransformers { continue }
      modules += unet.adaptableModules(of: layer)
    }
    return modules
  }
}

extension TextEncoderArchitecture {
  func adaptableModules(prefix: String, group: AdaptableModule.Group) -> [AdaptableModule] {
    let parts: [(name: String, input: Int, output: Int)] = [
      ("self_attn_k_proj", width, width), ("self_attn_v_proj", width, width), ("self_attn_q_proj", width, width),
      ("self_attn_out_proj", width, width), ("mlp_fc1", width, feedForwardWidth), ("mlp_fc2", feedForwardWidth, width),
    ]
    return (0..<layerCount).flatMap { layer in
      parts.map { part in
        AdaptableModule(
          name: "\(prefix)_text_model_encoder_layers_\(layer)_\(part.name)", group: group, kind: .linear,
          input: part.input, output: part.output)
      }
    }
  }
}

extension UNetArchitecture {
  func adaptableModules(of layer: UNetLayer) -> [AdaptableModule] {
    let group: AdaptableModule.Group =
      switch layer.stage {
      case .down: .unetDown
      case .middle: .unetMiddle
      case .up: .unetUp
      }
    return parts(of: layer.kind).map { part in
      let path = "lora_unet.\(layer.path).\(part.name)"
      let name = String(decoding: path.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
      return AdaptableModule(name: name, group: group, kind: part.kind, input: part.input, output: part.output)
    }
  }

  private typealias Part = (name: String, kind: AdaptableModule.Kind, input: Int, output: Int)

  private func parts(of kind: UNetLayer.Kind) -> [Part] {
    let names = UNetNames.parts(naming)
    switch kind {
    case .transformer(let channels, let depth):
      return transformerParts(channels, depth)
    case .downsampler(let channels):
      return [(names.downsampler, .convolution3x3, channels, channels)]
    case .upsampler(let channels):
      return [(names.upsampler, .convolution3x3, channels, channels)]
    case .residual(let input, let output):
      let parts: [Part] = [
        (names.firstConvolution, .convolution3x3, input, output),
        (names.timeProjection, .linear, timeEmbeddingWidth, output),
        (names.secondConvolution, .convolution3x3, output, output),
      ]
      return input == output ? parts : parts + [(names.shortcut, .convolution1x1, input, output)]
    }
  }

  private func transformerParts(_ channels: Int, _ depth: Int) -> [Part] {
    func attention(_ name: String, context: Int) -> [Part] {
      [
        ("\(name).to_q", .linear, channels, channels), ("\(name).to_k", .linear, context, channels),
        ("\(name).to_v", .linear, context, channels), ("\(name).to_out.0", .linear, channels, channels),
      ]
    }
    var parts: [Part] = [("proj_in", projection, channels, channels)]
    for index in 0..<depth {
      let block = "transformer_blocks.\(index)"
      parts += attention("\(block).attn1", context: channels)
      // The feed-forward layer's gate doubles its inner width of 4 × channels.
      parts.append(("\(block).ff.net.0.proj", .linear, channels, 8 * channels))
      parts.append(("\(block).ff.net.2", .linear, 4 * channels, channels))
      parts += attention("\(block).attn2", context: contextWidth)
    }
    parts.append(("proj_out", projection, channels, channels))
    return parts
  }
}
