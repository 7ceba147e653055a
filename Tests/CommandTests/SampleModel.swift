import LoracTestSupport

extension Session {
  /// Makes a checkpoint with the few tensors that tell SD 1.x; its numbers are zeros.
  func makeBaseModel(_ path: String) throws {
    let tensors = [
      ("model.diffusion_model.input_blocks.0.0.weight", [320, 4, 3, 3]),
      ("model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight", [320, 768]),
      ("first_stage_model.decoder.conv_in.weight", [512, 4, 3, 3]),
      ("cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight", [3072, 768]),
    ]
    var entries: [String] = []
    var end = 0
    for (name, shape) in tensors {
      let start = end
      end += shape.reduce(2, *)
      entries.append(#""\#(name)":{"dtype":"F16","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#)
    }
    let header = "{\(entries.joined(separator: ","))}"
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> ($0 * 8)) }
    try writeFile(length + Array(header.utf8) + Array(repeating: 0, count: end), to: "\(folder)/\(path)")
  }
}
