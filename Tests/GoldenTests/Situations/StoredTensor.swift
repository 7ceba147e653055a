import LoracArchitectures

/// A tensor in a safetensors file of zeros, but for single numbers, which are 4.
struct StoredTensor: Sendable {
  let name: String
  let type: TensorType
  let shape: [Int]

  /// What the file holds of it; single numbers, such as alphas, must be float16.
  private var bytes: [UInt8] {
    shape.isEmpty ? [0x00, 0x44] : [UInt8](repeating: 0, count: shape.reduce(type.byteCount, *))
  }

  /// A tensor named `name`.
  init(_ name: String, _ shape: [Int], _ type: TensorType = .float16) {
    self.name = name
    self.type = type
    self.shape = shape
  }

  /// A file of `tensors`; `metadata` is a JSON object.
  static func file(_ tensors: [StoredTensor], metadata: String? = nil) -> [UInt8] {
    var members = metadata.map { [#""__metadata__":\#($0)"#] } ?? []
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.shape.reduce(tensor.type.byteCount, *)
      members.append(
        #""\#(tensor.name)":{"dtype":"\#(tensor.type.rawValue)","shape":\#(tensor.shape),"data_offsets":[\#(start),\#(end)]}"#
      )
    }
    return file(header: "{\(members.joined(separator: ","))}") + tensors.flatMap(\.bytes)
  }

  /// A file's beginning: the length and the text of its header.
  static func file(header: String) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> ($0 * 8)) } + Array(header.utf8)
  }

  // The few tensors that tell what a file is, with small widths.

  static func unet(input: Int = 4, context: Int = 32, block: String = "input_blocks.1.1") -> [StoredTensor] {
    let prefix = "model.diffusion_model."
    return [
      StoredTensor(prefix + "input_blocks.0.0.weight", [32, input, 3, 3]),
      StoredTensor(prefix + "\(block).transformer_blocks.0.attn2.to_k.weight", [32, context]),
    ]
  }

  static let autoencoder = [StoredTensor("first_stage_model.decoder.conv_in.weight", [16, 4, 3, 3])]
  static let textEncoder = [
    StoredTensor("cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight", [128, 32])
  ]
  static let openTextEncoder = [
    StoredTensor("cond_stage_model.model.transformer.resblocks.0.mlp.c_fc.weight", [64, 16])
  ]
  static let largeTextEncoders = [
    StoredTensor("conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight", [128, 32]),
    StoredTensor("conditioner.embedders.1.model.transformer.resblocks.0.mlp.c_fc.weight", [256, 64]),
  ]

  /// A base model of SD 1.x.
  static let firstModel = unet() + textEncoder + autoencoder
  /// One of SD 2.x.
  static let secondModel = unet(context: 16) + openTextEncoder + autoencoder
  /// One of SDXL.
  static let largeModel = unet(context: 96, block: "input_blocks.4.1") + largeTextEncoders + autoencoder
}
