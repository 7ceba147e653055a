package import LoracJSON
internal import LoracTensor

extension BLIPConfiguration {
  /// Reads a `config.json`; what it leaves out has transformers' defaults (configuration_blip.py).
  ///
  /// - Throws: All values that no model can be built from.
  package init(_ json: JSONValue) throws(SettingProblems) {
    var root = SettingReader(json)
    if case .string(let type)? = json["model_type"], type != "blip" {
      root.refuse("model_type", allowed: "'blip'")
    }
    let vision = root.section("vision_config") { reader in Vision(&reader) }
    let (text, generation) = root.section("text_config") { reader in (Text(&reader), CaptionOptions(&reader)) }
    guard root.problems.isEmpty else { throw SettingProblems(root.problems) }
    self.init(vision: vision, text: text, generation: generation)
  }
}

extension BLIPConfiguration.Vision {
  fileprivate init(_ reader: inout SettingReader) {
    width = reader.integer("hidden_size", 768, in: 1...1 << 16)
    feedForwardWidth = reader.integer("intermediate_size", 3072, in: 1...1 << 20)
    layerCount = reader.integer("num_hidden_layers", 12, in: 1...512)
    headCount = reader.headCount("num_attention_heads", 12, width: width)
    imageSize = reader.integer("image_size", 384, in: 1...4096)
    patchSize = reader.integer("patch_size", 16, in: 1...imageSize)
    activation = reader.activation("hidden_act")
    epsilon = reader.number("layer_norm_eps", 1e-5, in: 0...1)
  }
}

extension BLIPConfiguration.Text {
  fileprivate init(_ reader: inout SettingReader) {
    width = reader.integer("hidden_size", 768, in: 1...1 << 16)
    feedForwardWidth = reader.integer("intermediate_size", 3072, in: 1...1 << 20)
    layerCount = reader.integer("num_hidden_layers", 12, in: 1...512)
    headCount = reader.headCount("num_attention_heads", 8, width: width)
    vocabularySize = reader.integer("vocab_size", 30524, in: 2...1 << 22)
    positionCount = reader.integer("max_position_embeddings", 512, in: 1...1 << 16)
    activation = reader.activation("hidden_act")
    epsilon = reader.number("layer_norm_eps", 1e-12, in: 0...1)
    beginToken = reader.integer("bos_token_id", 30522, in: 0...vocabularySize - 1)
    endToken = reader.integer("sep_token_id", 102, in: 0...vocabularySize - 1)
    if reader["is_decoder"] == false { reader.refuse("is_decoder", allowed: "true") }
    if let type = reader["position_embedding_type"], type != "absolute" {
      reader.refuse("position_embedding_type", allowed: "'absolute'")
    }
  }
}

extension CaptionOptions {
  /// What the model's author asked for.
  ///
  /// transformers reads these from `text_config`; a `generation_config.json` beside it belongs to the outer model, whose
  /// `generate` hands none of it to the text decoder (modeling_blip.py, BlipForConditionalGeneration.generate).
  fileprivate init(_ reader: inout SettingReader) {
    self.init()
    let length = reader.integer("max_length", 20, in: 1...1 << 16)
    // 20 is transformers' own default, and then means 20 tokens more than the prompt has.
    self.length = length == 20 ? .new(20) : .total(length)
    minimumLength = reader.integer("min_length", 0, in: 0...1 << 16)
    beamCount = reader.integer("num_beams", 1, in: 1...CaptionOptions.mostBeams)
    lengthPenalty = Double(reader.number("length_penalty", 1, in: -100...100))
    repetitionPenalty = reader.number("repetition_penalty", 1, in: Float.leastNormalMagnitude...100)
    switch reader["early_stopping"] {
    case nil, .boolean(false)?: earlyStopping = .whenUnlikely
    case .boolean(true)?: earlyStopping = .whenFull
    case .string("never")?: earlyStopping = .never
    default: reader.refuse("early_stopping", allowed: "true, false or 'never'")
    }
  }
}

extension SettingReader {
  fileprivate mutating func headCount(_ key: String, _ standard: Int, width: Int) -> Int {
    let count = integer(key, standard, in: 1...1 << 16)
    guard width % count != 0 else { return count }
    refuse(key, allowed: "a number that divides 'hidden_size', \(width)", seen: "\(count)")
    return 1
  }

  fileprivate mutating func activation(_ key: String) -> Activation {
    switch self[key] {
    case nil, .string("gelu")?: return .gelu
    case .string("quick_gelu")?: return .quickGELU
    case .string("silu")?, .string("swish")?: return .silu
    default:
      refuse(key, allowed: "'gelu', 'quick_gelu' or 'silu'")
      return .gelu
    }
  }
}
