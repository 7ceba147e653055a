extension UNetConfiguration {
  /// Every tensor of the U-Net; original names stand below `model.diffusion_model.` (sd-scripts library/model_util.py:255-401).
  package var tensors: [NetworkTensor] {
    var table = TensorTable("unet")
    let base = architecture.baseChannels
    let wide = timeEmbeddingWidth
    table.add("time_embedding.linear_1", original: "time_embed.0", [wide, base])
    table.add("time_embedding.linear_2", original: "time_embed.2", [wide, wide])
    table.add("conv_in", original: "input_blocks.0.0", [base, inputChannels, 3, 3])
    var original = architecture
    original.naming = .sgm
    for (layer, twin) in zip(UNetWalk(architecture).layers, UNetWalk(original).layers) {
      add(layer.layer.kind, layer.layer.path, twin.layer.path, to: &table)
    }
    table.add("conv_norm_out", original: "out.0", [base])
    table.add("conv_out", original: "out.2", [outputChannels, base, 3, 3])
    return table.tensors
  }

  private func add(_ kind: UNetLayer.Kind, _ path: String, _ original: String, to table: inout TensorTable) {
    switch kind {
    case .residual(let input, let output):
      let parts: [(String, String, [Int])] = [
        ("norm1", "in_layers.0", [input]), ("conv1", "in_layers.2", [output, input, 3, 3]),
        ("time_emb_proj", "emb_layers.1", [output, timeEmbeddingWidth]), ("norm2", "out_layers.0", [output]),
        ("conv2", "out_layers.3", [output, output, 3, 3]),
      ]
      for (name, twin, shape) in parts { table.add("\(path).\(name)", original: "\(original).\(twin)", shape) }
      if input != output {
        table.add("\(path).conv_shortcut", original: "\(original).skip_connection", [output, input, 1, 1])
      }
    case .transformer(let channels, let depth):
      addTransformer(channels, depth, path, original, to: &table)
    case .downsampler(let channels):
      table.add("\(path).conv", original: "\(original).op", [channels, channels, 3, 3])
    case .upsampler(let channels):
      table.add("\(path).conv", original: "\(original).conv", [channels, channels, 3, 3])
    }
  }

  /// Inside a transformer both layouts have the same names.
  private func addTransformer(
    _ channels: Int, _ depth: Int, _ path: String, _ original: String, to table: inout TensorTable
  ) {
    func add(_ name: String, _ shape: [Int], hasBias: Bool = true) {
      let (path, original) = ("\(path).\(name)", "\(original).\(name)")
      if hasBias {
        table.add(path, original: original, shape)
      } else {
        table.add(path, original: original, "weight", shape)
      }
    }
    add("norm", [channels])
    add("proj_in", [channels, channels, 1, 1])
    for index in 0..<depth {
      let block = "transformer_blocks.\(index)"
      for (attention, context) in [("attn1", channels), ("attn2", contextWidth)] {
        add("\(block).\(attention).to_q", [channels, channels], hasBias: false)
        add("\(block).\(attention).to_k", [channels, context], hasBias: false)
        add("\(block).\(attention).to_v", [channels, context], hasBias: false)
        add("\(block).\(attention).to_out.0", [channels, channels])
      }
      // The first half of the rows is the value, the second the gate.
      add("\(block).ff.net.0.proj", [8 * channels, channels])
      add("\(block).ff.net.2", [channels, 4 * channels])
      for norm in ["norm1", "norm2", "norm3"] { add("\(block).\(norm)", [channels]) }
    }
    add("proj_out", [channels, channels, 1, 1])
  }
}
