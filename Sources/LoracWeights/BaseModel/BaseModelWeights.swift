package import LoracArchitectures

/// The weights of an SD 1.x base model, mapped, under their canonical names.
///
/// A canonical name is the network (`unet.`, `text_encoder.`, `vae.`) and the name that today's diffusers and
/// transformers give the tensor, whatever the file's layout. Complete when it exists: every tensor that
/// ``StableDiffusionConfiguration/tensors`` lists is there, with that shape, as F32, F16 or BF16.
package struct BaseModelWeights: Sendable {
  /// The sizes of the networks.
  package let configuration: StableDiffusionConfiguration
  /// Tensors of the file that no network has, sorted; kohya passes over them too.
  package let unused: [WeightProblem]
  private let tensors: [String: WeightTensor]
  private let files: [MappedSafetensors]

  /// The tensor of a canonical name; nil if no network has it.
  package subscript(name: String) -> WeightTensor? { tensors[name] }

  /// The number of tensors.
  package var count: Int { tensors.count }

  /// The first file that was changed since it was opened, by path; nil if all are as they were.
  ///
  /// Cheap (one system call per file): a trainer asks before each save, and refuses to go on.
  package var changedFile: String? { files.first { !$0.isUnchanged }?.path }

  /// Takes the pages of a network (``Network``) out of this process's memory; reading them again brings them back.
  package func release(_ network: Network) {
    for (name, tensor) in tensors where name.hasPrefix(network.rawValue) { tensor.releasePages() }
  }

  /// The networks of a model, by the beginning of their tensors' canonical names.
  package enum Network: String, Sendable {
    /// The U-Net.
    case unet = "unet."
    /// The text encoder.
    case textEncoder = "text_encoder."
    /// The autoencoder.
    case autoencoder = "vae."
  }

  /// Opens the checkpoint file or diffusers folder at `path`, with the autoencoder of `vae` in place of its own if given.
  ///
  /// kohya still loads, and so wants, the autoencoder of a model whose own is replaced; here it may be missing.
  package static func open(_ path: String, vae: String? = nil) throws(BaseModelError) -> BaseModelWeights {
    var files = try BaseModelFiles.open(path)
    if let vae { files.autoencoder = try BaseModelFiles.openAutoencoder(vae) }
    let configuration = StableDiffusionConfiguration(
      unet: ConfigurationReader.unet(files.unet, config: files.unetConfiguration),
      textEncoder: ConfigurationReader.textEncoder(files.textEncoder, config: files.textEncoderConfiguration),
      autoencoder: ConfigurationReader.autoencoder(files.autoencoder))
    let matches = [
      TensorMatcher(configuration.unet.tensors, in: files.unet),
      TensorMatcher(configuration.textEncoder.tensors, in: files.textEncoder),
      TensorMatcher(configuration.autoencoder.tensors, in: files.autoencoder),
    ]
    let problems = matches.flatMap(\.problems)
    guard problems.isEmpty else { throw .tensors(problems, path: path) }
    if let obstacle = configuration.obstacle { throw .sizes(obstacle, path: path) }
    var opened: [String: MappedSafetensors] = [:]
    for file in files.unet.files + files.textEncoder.files + files.autoencoder.files { opened[file.path] = file }
    return BaseModelWeights(
      configuration: configuration, unused: files.unused.sorted { $0.name < $1.name },
      tensors: matches.reduce(into: [:]) { table, match in
        table.merge(match.tensors) { first, _ in first }
      }, files: opened.values.sorted { $0.path < $1.path })
  }
}

/// Why the weights of a base model cannot be used.
package enum BaseModelError: Error, Sendable, Hashable {
  /// A file is missing, unreadable or no safetensors file.
  case file(SafetensorsError, path: String)
  /// A JSON file of a diffusers folder does not say what it should: its path, and a phrase.
  case index(String, String)
  /// Tensors are missing, unknown, or of other shapes or types than the networks need; all of them.
  case tensors([WeightProblem], path: String)
  /// The networks' sizes do not go together; a phrase.
  case sizes(String, path: String)
}

extension StableDiffusionConfiguration {
  /// Why no network of these sizes can be computed; nil if it can.
  var obstacle: String? {
    let groups = UNetConfiguration.groupCount
    let unetChannels = unet.blockChannels
    if unetChannels.contains(where: { $0 % groups != 0 }) {
      return "the U-Net's channels \(unetChannels) cannot be divided into \(groups) groups"
    }
    if unetChannels.contains(where: { $0 % unet.headCount != 0 }) {
      return "the U-Net's channels \(unetChannels) cannot be divided into \(unet.headCount) heads"
    }
    if textEncoder.width % textEncoder.headCount != 0 {
      return "the text encoder's width \(textEncoder.width) cannot be divided into \(textEncoder.headCount) heads"
    }
    if unet.contextWidth != textEncoder.width {
      return "the U-Net reads texts \(unet.contextWidth) wide, the text encoder gives \(textEncoder.width)"
    }
    if autoencoder.blockChannels.contains(where: { $0 % AutoencoderConfiguration.groupCount != 0 }) {
      return "the autoencoder's channels \(autoencoder.blockChannels) cannot be divided into \(groups) groups"
    }
    if unet.inputChannels != autoencoder.latentChannels || unet.outputChannels != autoencoder.latentChannels {
      return "the autoencoder's latents have \(autoencoder.latentChannels) channels, "
        + "the U-Net reads \(unet.inputChannels) and gives \(unet.outputChannels)"
    }
    return nil
  }
}
