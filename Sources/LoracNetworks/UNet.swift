package import LoracArchitectures
package import LoracGraph
import LoracTensor

/// The U-Net that predicts noise (or velocity) from a noisy latent, a time and a text.
package struct UNet: Sendable {
  /// Its sizes.
  package let configuration: UNetConfiguration

  /// A U-Net of the given sizes.
  package init(_ configuration: UNetConfiguration) { self.configuration = configuration }

  /// Appends the network.
  ///
  /// - Shape: latents [pictures, height, width, 4], time [pictures, base channels], context [pictures, tokens, context
  ///   width] → latents' shape.
  package func build(
    _ builder: inout NetworkBuilder, latents: Value, time: Value, context: Value
  ) -> Value {
    let embedding = buildTimeEmbedding(&builder, time)
    var x = builder.convolution(
      "unet.conv_in", latents, outputs: configuration.architecture.baseChannels, .init(kernel: 3, padding: 1))
    var skips = [x]
    let layers = configuration.computation
    for (index, layer) in layers.enumerated() {
      if layer.stage == .up, case .residual = layer.kind {
        x = builder.append(Concatenate(), [x, skips.removeLast()], label: "unet.\(layer.path)")
      }
      let skip = skips.last
      x = builder.segment { builder in
        build(&builder, layer, x, embedding: embedding, context: context, skip: skip)
      }
      if layer.stage == .down, Self.leavesSkip(layer, before: index + 1 < layers.count ? layers[index + 1] : nil) {
        skips.append(x)
      }
    }
    x = builder.groupNormalize(
      "unet.conv_norm_out", x, groups: UNetConfiguration.groupCount, epsilon: UNetConfiguration.epsilon, silu: true)
    return builder.convolution(
      "unet.conv_out", x, outputs: configuration.outputChannels, .init(kernel: 3, padding: 1))
  }

  /// A residual block hands its result to the way up, unless a transformer comes right after it, which then does.
  private static func leavesSkip(_ layer: UNetLayer, before next: UNetLayer?) -> Bool {
    guard case .residual = layer.kind, let next, next.stage == .down, case .transformer = next.kind else { return true }
    return false
  }

  private func buildTimeEmbedding(_ builder: inout NetworkBuilder, _ time: Value) -> Value {
    let width = configuration.timeEmbeddingWidth
    let first = builder.linear("unet.time_embedding.linear_1", time, outputs: width)
    let activated = builder.append(Activate(.silu), [first], label: "unet.time_embedding")
    let second = builder.linear("unet.time_embedding.linear_2", activated, outputs: width)
    // Every residual block begins with the same SiLU of it.
    return builder.append(Activate(.silu), [second], label: "unet.time_embedding")
  }

  private func build(
    _ builder: inout NetworkBuilder, _ layer: UNetLayer, _ x: Value, embedding: Value, context: Value, skip: Value?
  ) -> Value {
    let path = "unet.\(layer.path)"
    switch layer.kind {
    case .residual(_, let output):
      return buildResidual(&builder, path, x, outputs: output, embedding: embedding)
    case .transformer(_, let depth):
      return buildTransformer(&builder, path, x, depth: depth, context: context)
    case .downsampler(let channels):
      return builder.convolution(
        "\(path).conv", x, outputs: channels, .init(kernel: 3, stride: 2, padding: 1))
    case .upsampler(let channels):
      let larger = builder.append(
        enlargement(of: builder.graph[x], for: skip.map { builder.graph[$0] }), [x], label: path)
      return builder.convolution("\(path).conv", larger, outputs: channels, .init(kernel: 3, padding: 1))
    }
  }

  /// Doubles height and width; where halving an odd length had rounded up, without the last row or column, as nearest
  /// neighbours give it (sd-scripts library/original_unet.py:1629-1646).
  private func enlargement(of x: Shape, for skip: Shape?) -> any Operation {
    let (height, width) = (x.dimensions[1], x.dimensions[2])
    guard let skip, skip.dimensions[1] < 2 * height || skip.dimensions[2] < 2 * width else { return Upsample() }
    let target = skip.dimensions
    let rows = (0..<target[0]).flatMap { picture in
      (0..<target[1]).flatMap { row in
        (0..<target[2]).map { (picture * height + row / 2) * width + $0 / 2 }
      }
    }
    return TakeRows(rows, shape: [target[0], target[1], target[2], x.columns])
  }

  private func buildResidual(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value, outputs: Int, embedding: Value
  ) -> Value {
    let (groups, epsilon) = (UNetConfiguration.groupCount, UNetConfiguration.epsilon)
    let geometry = Convolution.Geometry(kernel: 3, padding: 1)
    var h = builder.groupNormalize("\(path).norm1", x, groups: groups, epsilon: epsilon, silu: true)
    h = builder.convolution("\(path).conv1", h, outputs: outputs, geometry)
    let time = builder.linear("\(path).time_emb_proj", embedding, outputs: outputs)
    h = builder.append(AddPerPicture(), [h, time], label: "\(path).time_emb_proj")
    h = builder.groupNormalize("\(path).norm2", h, groups: groups, epsilon: epsilon, silu: true)
    h = builder.convolution("\(path).conv2", h, outputs: outputs, geometry)
    let shortcut =
      builder.graph[x].columns == outputs ? x : builder.linear("\(path).conv_shortcut", x, outputs: outputs)
    return builder.add(shortcut, h, label: path)
  }

  private func buildTransformer(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value, depth: Int, context: Value
  ) -> Value {
    let channels = builder.graph[x].columns
    var h = builder.groupNormalize(
      "\(path).norm", x, groups: UNetConfiguration.groupCount, epsilon: UNetConfiguration.transformerEpsilon,
      silu: false)
    h = builder.linear("\(path).proj_in", h, outputs: channels)
    for index in 0..<depth {
      let block = "\(path).transformer_blocks.\(index)"
      h = buildAttention(&builder, "\(block).attn1", norm: "\(block).norm1", h, context: nil)
      h = buildAttention(&builder, "\(block).attn2", norm: "\(block).norm2", h, context: context)
      h = buildFeedForward(&builder, block, h)
    }
    h = builder.linear("\(path).proj_out", h, outputs: channels)
    return builder.add(h, x, label: path)
  }

  /// x + attention(normalized x, context), the context being normalized x itself if there is none.
  private func buildAttention(
    _ builder: inout NetworkBuilder, _ path: String, norm: String, _ x: Value, context: Value?
  ) -> Value {
    let channels = builder.graph[x].columns
    let normalized = builder.layerNormalize(norm, x, epsilon: 1e-5)
    let source = context ?? normalized
    let q = builder.linear("\(path).to_q", normalized, outputs: channels, hasBias: false)
    let k = builder.linear("\(path).to_k", source, outputs: channels, hasBias: false)
    let v = builder.linear("\(path).to_v", source, outputs: channels, hasBias: false)
    let attended = builder.append(Attention(heads: configuration.headCount), [q, k, v], label: path)
    let projected = builder.linear("\(path).to_out.0", attended, outputs: channels)
    return builder.add(projected, x, label: path)
  }

  private func buildFeedForward(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value
  ) -> Value {
    let channels = builder.graph[x].columns
    let normalized = builder.layerNormalize("\(path).norm3", x, epsilon: 1e-5)
    // The gate doubles the inner width of 4 × channels.
    let both = builder.linear("\(path).ff.net.0.proj", normalized, outputs: 8 * channels)
    let gated = builder.append(GatedGELU(), [both], label: "\(path).ff")
    let projected = builder.linear("\(path).ff.net.2", gated, outputs: channels)
    return builder.add(projected, x, label: "\(path).ff")
  }
}
