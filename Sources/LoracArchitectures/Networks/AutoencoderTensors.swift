extension AutoencoderConfiguration {
  /// Every tensor of the autoencoder; original names stand below `first_stage_model.` (sd-scripts library/model_util.py:404-505).
  package var tensors: [NetworkTensor] {
    var table = TensorTable("vae")
    addEncoder(to: &table)
    addDecoder(to: &table)
    let moments = 2 * latentChannels
    table.add("quant_conv", original: "quant_conv", [moments, moments, 1, 1])
    table.add("post_quant_conv", original: "post_quant_conv", [latentChannels, latentChannels, 1, 1])
    return table.tensors
  }

  private func addEncoder(to table: inout TensorTable) {
    var channels = blockChannels[0]
    table.add("encoder.conv_in", original: "encoder.conv_in", [channels, imageChannels, 3, 3])
    for (level, output) in blockChannels.enumerated() {
      let (path, original) = ("encoder.down_blocks.\(level)", "encoder.down.\(level)")
      for index in 0..<Self.layersPerBlock {
        addResidual("\(path).resnets.\(index)", "\(original).block.\(index)", channels, output, to: &table)
        channels = output
      }
      guard level < blockChannels.count - 1 else { continue }
      let shape = [channels, channels, 3, 3]
      table.add("\(path).downsamplers.0.conv", original: "\(original).downsample.conv", shape)
    }
    addMiddle("encoder", channels, to: &table)
    table.add("encoder.conv_norm_out", original: "encoder.norm_out", [channels])
    table.add("encoder.conv_out", original: "encoder.conv_out", [2 * latentChannels, channels, 3, 3])
  }

  private func addDecoder(to table: inout TensorTable) {
    var channels = blockChannels[blockChannels.count - 1]
    table.add("decoder.conv_in", original: "decoder.conv_in", [channels, latentChannels, 3, 3])
    addMiddle("decoder", channels, to: &table)
    for (position, level) in blockChannels.indices.reversed().enumerated() {
      // diffusers counts the way up from the smallest size, LDM from the picture's.
      let (path, original) = ("decoder.up_blocks.\(position)", "decoder.up.\(level)")
      for index in 0...Self.layersPerBlock {
        let output = blockChannels[level]
        addResidual("\(path).resnets.\(index)", "\(original).block.\(index)", channels, output, to: &table)
        channels = output
      }
      guard level > 0 else { continue }
      table.add("\(path).upsamplers.0.conv", original: "\(original).upsample.conv", [channels, channels, 3, 3])
    }
    table.add("decoder.conv_norm_out", original: "decoder.norm_out", [channels])
    table.add("decoder.conv_out", original: "decoder.conv_out", [imageChannels, channels, 3, 3])
  }

  private func addMiddle(_ half: String, _ channels: Int, to table: inout TensorTable) {
    addResidual("\(half).mid_block.resnets.0", "\(half).mid.block_1", channels, channels, to: &table)
    let (path, original) = ("\(half).mid_block.attentions.0", "\(half).mid.attn_1")
    table.add("\(path).group_norm", original: "\(original).norm", [channels])
    let projections = [
      ("to_q", "q", "query"), ("to_k", "k", "key"), ("to_v", "v", "value"), ("to_out.0", "proj_out", "proj_attn"),
    ]
    for (name, twin, former) in projections {
      table.add(
        "\(path).\(name)", original: "\(original).\(twin)", former: "\(path).\(former)", [channels, channels])
    }
    addResidual("\(half).mid_block.resnets.1", "\(half).mid.block_2", channels, channels, to: &table)
  }

  private func addResidual(
    _ path: String, _ original: String, _ input: Int, _ output: Int, to table: inout TensorTable
  ) {
    let parts = [
      ("norm1", [input]), ("conv1", [output, input, 3, 3]), ("norm2", [output]), ("conv2", [output, output, 3, 3]),
    ]
    for (name, shape) in parts { table.add("\(path).\(name)", original: "\(original).\(name)", shape) }
    guard input != output else { return }
    table.add("\(path).conv_shortcut", original: "\(original).nin_shortcut", [output, input, 1, 1])
  }
}
