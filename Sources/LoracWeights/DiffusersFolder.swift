internal import Glibc
internal import LoracArchitectures
internal import LoracJSON

/// A model folder as diffusers saves it: `model_index.json` and a folder per network.
struct DiffusersFolder {
  let path: String

  init(_ path: String) { self.path = path }

  func inspect() throws(ModelInspectionError) -> ModelInspection {
    guard let index = try json("model_index.json") else {
      throw .folderWithoutModel(candidates: Self.names(path).filter(Self.isModelFile))
    }
    guard let unet = try json("unet/config.json") else {
      return try inspection(kind(index, nil), nil, .unknown, [])
    }
    let kind = kind(index, unet)
    let prediction: PredictionType =
      switch try json("scheduler/scheduler_config.json")?["prediction_type"] {
      case "v_prediction": .velocity
      case "epsilon": .epsilon
      default: .unknown
      }
    guard case .base(let family) = kind else { return try inspection(kind, nil, prediction, []) }
    let encoders = family == .sdxl ? ["text_encoder", "text_encoder_2"] : ["text_encoder"]
    var missing = encoders.filter { weightFiles($0).isEmpty }.isEmpty ? [] : [ModelKind.Part.textEncoder]
    if weightFiles("unet").isEmpty { missing.append(.unet) }
    if weightFiles("vae").isEmpty { missing.append(.vae) }
    return try inspection(kind, try architecture(family, unet, encoders), prediction, missing)
  }

  private func inspection(
    _ kind: ModelKind, _ architecture: ModelArchitecture?, _ prediction: PredictionType, _ missing: [ModelKind.Part]
  ) throws(ModelInspectionError) -> ModelInspection {
    var fingerprint = ModelFingerprint()
    var byteCount = 0
    var headers: [String: [SafetensorsHeader]] = [:]
    for folder in ["text_encoder", "text_encoder_2", "text_encoder_3", "transformer", "unet", "vae"] {
      for name in weightFiles(folder) {
        let part = "\(folder)/\(name)"
        do {
          let file = try ReadableFile("\(path)/\(part)")
          try fingerprint.add(file, name: part)
          byteCount += file.byteCount
          guard name.hasSuffix(".safetensors") else { continue }
          let header = try SafetensorsHeader.read(file)
          headers[folder, default: []].append(header)
        } catch {
          throw .folderPart(part, error)
        }
      }
    }
    return ModelInspection(
      kind: kind, layout: .diffusers, architecture: architecture,
      sizes: kind == .base(.sd15) ? try sizes(headers) : nil,
      unetType: headers["unet"]?.first?.dominantType { _ in true }, prediction: prediction,
      missingParts: missing, byteCount: byteCount, shortHash: nil, fingerprint: fingerprint.finalized(), metadata: [:])
  }

  private func sizes(_ headers: [String: [SafetensorsHeader]]) throws(ModelInspectionError) -> StableDiffusionSizes? {
    func part(_ folder: String) -> WeightHeaders { WeightHeaders(headers: headers[folder] ?? [], naming: .diffusers) }
    return StableDiffusionSizes(
      unet: part("unet"), textEncoder: part("text_encoder"), autoencoder: part("vae"),
      unetConfiguration: try json("unet/config.json"),
      textEncoderConfiguration: try json("text_encoder/config.json"))
  }

  private func kind(_ index: JSONValue, _ unet: JSONValue?) -> ModelKind {
    guard case .string(let pipeline)? = index["_class_name"] else { return .unrecognised }
    if pipeline.hasPrefix("Flux") { return .unsupported(.flux) }
    if pipeline.hasPrefix("StableDiffusion3") { return .unsupported(.sd3) }
    guard let unet, case .integer(let channels)? = unet["in_channels"] else { return .unrecognised }
    guard case .integer(let context)? = unet["cross_attention_dim"] else { return .unrecognised }
    let family: ModelArchitecture.Family
    if pipeline.hasPrefix("StableDiffusionXL") || unet["addition_embed_type"] == "text_time" {
      // The refiner has one text encoder of SDXL's two.
      guard index["text_encoder"]?.firstIsText == true else { return .variant(.sdxl, .refiner) }
      family = .sdxl
    } else if pipeline.hasPrefix("StableDiffusion") {
      family = context == 1024 || unet["use_linear_projection"] == true ? .sd2 : .sd15
    } else {
      return .unrecognised
    }
    switch channels {
    case 4: return .base(family)
    case 5: return .variant(family, .depth)
    case 8: return .variant(family, .instructPix2Pix)
    case 9: return .variant(family, .inpainting)
    default: return .variant(family, .otherInput)
    }
  }

  private func architecture(
    _ family: ModelArchitecture.Family, _ unet: JSONValue, _ encoders: [String]
  ) throws(ModelInspectionError) -> ModelArchitecture? {
    var architecture = ModelArchitecture.published(family).loadedFromDiffusersFolder
    guard case .array(let channels)? = unet["block_out_channels"], case .integer(let base)? = channels.first,
      case .integer(let context)? = unet["cross_attention_dim"], base > 0
    else { return nil }
    let widths = channels.compactMap { width -> Int? in
      guard case .integer(let width) = width, width > 0 else { return nil }
      return width
    }
    let published = architecture.unet.levelChannels
    architecture.unet.levelChannels =
      widths.count == published.count ? widths : UNetArchitecture.levelChannels(base: base, as: published)
    architecture.unet.contextWidth = context
    if family == .sdxl, case .integer(let label)? = unet["projection_class_embeddings_input_dim"] {
      architecture.unet.labelWidth = label
    }
    for (index, folder) in encoders.enumerated() {
      guard let config = try json("\(folder)/config.json"),
        case .integer(let width)? = config["hidden_size"], case .integer(let inner)? = config["intermediate_size"],
        case .integer(let layers)? = config["num_hidden_layers"]
      else { return nil }
      var encoder = TextEncoderArchitecture(width: width, feedForwardWidth: inner, layerCount: layers)
      if index == 1, case .integer(let projection)? = config["projection_dim"] { encoder.projectionWidth = projection }
      architecture.textEncoders[index] = encoder
    }
    return architecture
  }

  /// A JSON file of the folder, at most 1 MiB; nil if it is missing.
  private func json(_ name: String) throws(ModelInspectionError) -> JSONValue? {
    do {
      let file = try ReadableFile("\(path)/\(name)")
      return try JSONValue.parse(try file.read(0..<(1 << 20)))
    } catch let error as JSONError {
      throw .folderPart(name, .invalidJSON(error))
    } catch let error as SafetensorsError {
      if error == .missing { return nil }
      throw .folderPart(name, error)
    } catch {
      throw .folderPart(name, .unreadable("\(error)"))
    }
  }

  /// The files that diffusers loads a network from: safetensors files if there are any, else pickles.
  private func weightFiles(_ folder: String) -> [String] {
    let names = Self.names("\(path)/\(folder)").filter(Self.isModelFile)
    let safe = names.filter { $0.hasSuffix(".safetensors") }
    let plain = (safe.isEmpty ? names : safe)
    // `name.fp16.safetensors` stands beside `name.safetensors` as a smaller copy of it.
    let full = plain.filter { !$0.contains(".fp16.") }
    return full.isEmpty ? plain : full
  }

  static func isModelFile(_ name: String) -> Bool {
    [".safetensors", ".bin", ".ckpt", ".pt"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The names in a folder in order; none if it cannot be read.
  static func names(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      names.append(name)
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }
}

extension JSONValue {
  /// Whether the value is a list that begins with a string, as `["transformers", "CLIPTextModel"]` does.
  fileprivate var firstIsText: Bool {
    guard case .array(let elements) = self, case .string? = elements.first else { return false }
    return true
  }
}
