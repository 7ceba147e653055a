package import LoracArchitectures

/// Tells what a single model file is from the names and shapes of its tensors.
///
/// sd-scripts does not look: it trusts `--v2` and the choice of script, and fails deep inside loading if these are
/// wrong.
struct ModelDetector {
  let header: SafetensorsHeader
  private static let unetPrefix = "model.diffusion_model."

  init(_ header: SafetensorsHeader) { self.header = header }

  private func shape(_ name: String) -> [Int]? { header[name]?.shape }
  private func unetShape(_ name: String) -> [Int]? { shape(Self.unetPrefix + name) }
  private func has(_ prefix: String) -> Bool { header.tensors.contains { $0.name.hasPrefix(prefix) } }

  /// What the file is.
  var kind: ModelKind {
    if let family = unsupportedFamily { return .unsupported(family) }
    guard let input = unetShape("input_blocks.0.0.weight"), input.count == 4 else {
      return part.map(ModelKind.part) ?? .unrecognised
    }
    if has("control_model.") { return .part(.controlNet) }
    guard let family else { return .part(.unet) }
    if family == .sdxl, !has("conditioner.embedders.0.transformer.") { return .variant(.sdxl, .refiner) }
    switch input[1] {
    case 4: return .base(family)
    case 5: return .variant(family, .depth)
    case 8: return .variant(family, .instructPix2Pix)
    case 9: return .variant(family, .inpainting)
    default: return .variant(family, .otherInput)
    }
  }

  /// The family, by the text encoder that a checkpoint carries; nil without one.
  var family: ModelArchitecture.Family? {
    if has("conditioner.embedders.") { return .sdxl }
    if has("cond_stage_model.model.") { return .sd2 }
    return has("cond_stage_model.transformer.") ? .sd15 : nil
  }

  private var unsupportedFamily: ModelKind.UnsupportedFamily? {
    for prefix in ["", Self.unetPrefix] {
      if shape(prefix + "double_blocks.0.img_attn.qkv.weight") != nil { return .flux }
      if shape(prefix + "joint_blocks.0.x_block.attn.qkv.weight") != nil { return .sd3 }
    }
    // The names in diffusers' own files.
    if shape("transformer_blocks.0.attn.add_q_proj.weight") != nil {
      return shape("single_transformer_blocks.0.attn.to_q.weight") != nil ? .flux : .sd3
    }
    return nil
  }

  private var part: ModelKind.Part? {
    let adapterParts = [
      ".lora_down.weight", ".lora_up.weight", ".lora_A.weight", ".lora.down.weight", ".hada_w1_a", ".lokr_w1",
      ".lokr_w1_a", ".oft_blocks", ".lora_A.default.weight",
    ]
    if header.tensors.contains(where: { tensor in adapterParts.contains { tensor.name.hasSuffix($0) } }) {
      return .lora
    }
    if has("control_model.") || has("controlnet_cond_embedding.") || has("controlnet_down_blocks.") {
      return .controlNet
    }
    for prefix in ["", "first_stage_model."] where shape(prefix + "decoder.conv_in.weight") != nil { return .vae }
    if shape("conv_in.weight") != nil, has("down_blocks.") { return .unet }
    if has("input_blocks.") { return .unet }
    if has("text_model.") || has("transformer.resblocks.") { return .textEncoder }
    if shape("emb_params") != nil || shape("clip_g") != nil || shape("clip_l") != nil { return .textualInversion }
    return nil
  }

  /// The parts that kohya would look for and not find.
  var missingParts: [ModelKind.Part] {
    let hasEncoder = family != .sdxl || has("conditioner.embedders.1.model.")
    let hasDecoder = shape("first_stage_model.decoder.conv_in.weight") != nil
    return (hasEncoder ? [] : [.textEncoder]) + (hasDecoder ? [] : [.vae])
  }

  /// What the U-Net predicts, if the file tells.
  ///
  /// Some SDXL models mark velocity by an empty tensor `v_pred`. Without a mark SD 1 and SDXL predict the noise; SD 2
  /// was published in both forms, with equal tensors.
  var prediction: PredictionType {
    switch header.metadata["modelspec.prediction_type"] {
    case "v": return .velocity
    case "epsilon": return .epsilon
    default: break
    }
    if header["v_pred"] != nil { return .velocity }
    return family == .sd2 ? .unknown : .epsilon
  }

  /// The type that most of the U-Net's numbers are stored in; nil without a U-Net.
  var unetType: TensorType? { header.dominantType { $0.hasPrefix(Self.unetPrefix) } }

  /// The widths of a base model; nil if a tensor that tells one is missing.
  var architecture: ModelArchitecture? {
    guard let family, let base = unetShape("input_blocks.0.0.weight")?.first, base > 0 else { return nil }
    // The first block with cross-attention.
    let block = family == .sdxl ? "input_blocks.4.1" : "input_blocks.1.1"
    let context = unetShape("\(block).transformer_blocks.0.attn2.to_k.weight")
    guard let context, context.count == 2 else { return nil }
    var architecture = ModelArchitecture.published(family)
    architecture.unet.levelChannels = levelChannels(base, published: architecture.unet.levelChannels)
    architecture.unet.contextWidth = context[1]
    architecture.unet.labelWidth = unetShape("label_emb.0.0.weight")?.last
    for index in architecture.textEncoders.indices {
      guard let measured = textEncoder(family, index) else { return nil }
      architecture.textEncoders[index].width = measured.width
      architecture.textEncoders[index].feedForwardWidth = measured.feedForward
      if let layers = measured.layers { architecture.textEncoders[index].layerCount = layers }
      if architecture.textEncoders[index].projectionWidth != nil {
        architecture.textEncoders[index].projectionWidth = measured.width
      }
    }
    return architecture
  }

  /// What a run reads of an SD 1.x model; nil if it cannot be computed.
  var sizes: StableDiffusionSizes? {
    func headers(_ prefix: String) -> WeightHeaders {
      WeightHeaders(headers: [header], naming: .original(prefix: prefix))
    }
    let prefixes = BaseModelFiles.prefixes
    return StableDiffusionSizes(
      unet: headers(prefixes.unet), textEncoder: headers(prefixes.textEncoder),
      autoencoder: headers(prefixes.autoencoder))
  }

  /// The levels' channels, `base` in the first; in the published proportions where the header does not tell all.
  private func levelChannels(_ base: Int, published: [Int]) -> [Int] {
    // Each level has two residual blocks and a sampler, after the first convolution.
    let channels = published.indices.compactMap { unetShape("input_blocks.\(1 + 3 * $0).0.out_layers.3.weight")?.first }
    guard channels.count == published.count, channels.first == base, channels.allSatisfy({ $0 > 0 }) else {
      return UNetArchitecture.levelChannels(base: base, as: published)
    }
    return channels
  }

  /// The sizes of a text encoder; no number of layers where the published one leaves out layers of the file.
  private func textEncoder(
    _ family: ModelArchitecture.Family, _ index: Int
  ) -> (width: Int, feedForward: Int, layers: Int?)? {
    let names: [String] =
      switch (family, index) {
      // Some SD 1 files leave `text_model` out, which kohya repairs (sd-scripts library/model_util.py:970).
      case (.sd15, _):
        ["text_model.", ""].map { "cond_stage_model.transformer.\($0)encoder.layers.0.mlp.fc1.weight" }
      case (.sd2, _): ["cond_stage_model.model.transformer.resblocks.0.mlp.c_fc.weight"]
      case (.sdxl, 0): ["conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight"]
      case (.sdxl, _): ["conditioner.embedders.1.model.transformer.resblocks.0.mlp.c_fc.weight"]
      }
    guard let name = names.first(where: { shape($0) != nil }), let found = shape(name), found.count == 2 else {
      return nil
    }
    let parts = name.split(separator: ".layers.0.")
    let layers = parts.count == 2 ? (1...).first { shape("\(parts[0]).layers.\($0).\(parts[1])") == nil } : nil
    // No CLIP has a single layer: such a file is damaged, which whoever opens it will say.
    return (found[1], found[0], layers == 1 ? nil : layers)
  }
}

extension SafetensorsHeader {
  /// The type that stores most numbers of the tensors whose names `isCounted`; nil if there are none.
  package func dominantType(where isCounted: (String) -> Bool) -> TensorType? {
    var counts: [TensorType: Int] = [:]
    for tensor in tensors where isCounted(tensor.name) {
      counts[tensor.type, default: 0] += tensor.bytes.count / tensor.type.byteCount
    }
    // In the order of declaration, so that equal counts give the same answer every time.
    return TensorType.allCases.filter { counts[$0] != nil }.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
  }
}
