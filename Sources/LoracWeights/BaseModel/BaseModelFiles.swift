internal import LoracJSON

/// Opens the files of a base model's networks, whatever the layout.
struct BaseModelFiles {
  var unet: WeightSource
  var textEncoder: WeightSource
  var autoencoder: WeightSource
  var unetConfiguration: JSONValue?
  var textEncoderConfiguration: JSONValue?
  /// Tensors of a single file that belong to no network.
  var unused: [WeightProblem] = []

  static let prefixes = (
    unet: "model.diffusion_model.", textEncoder: "cond_stage_model.transformer.", autoencoder: "first_stage_model."
  )

  /// Opens the checkpoint file or diffusers folder at `path`.
  static func open(_ path: String) throws(BaseModelError) -> BaseModelFiles {
    do {
      return try openSingle(path)
    } catch .file(let error, _) where error == .folder {
      return try openFolder(path)
    }
  }

  private static func openSingle(_ path: String) throws(BaseModelError) -> BaseModelFiles {
    let file = try Self.map(path)
    func source(_ prefix: String) -> WeightSource { WeightSource(files: [file], naming: .original(prefix: prefix)) }
    let known = [prefixes.unet, prefixes.textEncoder, prefixes.autoencoder]
    let unused = file.header.tensors.filter { tensor in
      !known.contains { tensor.name.hasPrefix($0) } && !HarmlessTensors.contain(tensor.name)
    }
    return BaseModelFiles(
      unet: source(prefixes.unet), textEncoder: source(prefixes.textEncoder),
      autoencoder: source(prefixes.autoencoder), unused: unused.map { WeightProblem($0.name, .unused) })
  }

  private static func openFolder(_ path: String) throws(BaseModelError) -> BaseModelFiles {
    BaseModelFiles(
      unet: try NetworkFolder("\(path)/unet").open(), textEncoder: try NetworkFolder("\(path)/text_encoder").open(),
      autoencoder: try NetworkFolder("\(path)/vae").open(),
      unetConfiguration: try NetworkFolder("\(path)/unet").configuration(),
      textEncoderConfiguration: try NetworkFolder("\(path)/text_encoder").configuration())
  }

  /// Opens a separate autoencoder: a file with bare, prefixed or diffusers' names, a folder of one, or a whole model's.
  static func openAutoencoder(_ path: String) throws(BaseModelError) -> WeightSource {
    let file: MappedSafetensors
    do {
      file = try map(path)
    } catch .file(let error, _) where error == .folder {
      let folder = NetworkFolder(path)
      return try folder.hasWeights ? folder.open() : NetworkFolder("\(path)/vae").open()
    }
    if file.header.tensors.contains(where: { $0.name.hasPrefix(prefixes.autoencoder) }) {
      return WeightSource(files: [file], naming: .original(prefix: prefixes.autoencoder))
    }
    let isOriginal = file.header["encoder.down_blocks.0.resnets.0.conv2.weight"] == nil
    return WeightSource(files: [file], naming: isOriginal ? .original(prefix: "") : .diffusers)
  }

  static func map(_ path: String) throws(BaseModelError) -> MappedSafetensors {
    do {
      return try MappedSafetensors.open(path)
    } catch {
      throw .file(error, path: path)
    }
  }
}
