import LoracArchitectures
import LoracPlan

/// How many numbers torch draws while sd-scripts builds the base model, before anything of the training is drawn.
///
/// Layers are initialized although their weights are replaced at once: linear layers and convolutions draw one number for
/// each weight and bias, CLIP's matrices a second one each, normalizations none. A diffusers folder is loaded without
/// initializing all but sd-scripts' own U-Net (measured with transformers 4.54.1 and diffusers 0.32.1).
enum ModelDraws {
  /// The draws for a model of these sizes; `vae` is a separate autoencoder file, which builds a second autoencoder.
  static func count(_ configuration: StableDiffusionConfiguration, layout: String, vae: String?) -> Int {
    let unet = configuration.unet.tensors.filter { !isNormalization($0) }.reduce(0) { $0 + $1.count }
    let autoencoder = configuration.autoencoder.tensors.filter { !isNormalization($0) }.reduce(0) { $0 + $1.count }
    let separate = vae.map { $0.hasSuffix(".safetensors") ? autoencoder : 0 } ?? 0
    guard layout == "single-file" else { return unet + separate }
    let text = configuration.textEncoder.tensors.reduce(0) { sum, tensor in
      if isNormalization(tensor) { return sum }
      guard tensor.name.hasSuffix(".weight") else { return sum + tensor.count }
      // Embeddings draw normal numbers both times, which come in sixteens.
      let again = normalDraws(tensor.count)
      return sum + again + (tensor.name.contains("embedding") ? again : tensor.count)
    }
    return unet + autoencoder + text + separate
  }

  private static func isNormalization(_ tensor: NetworkTensor) -> Bool {
    tensor.shape.count == 1
      && tensor.name.split(separator: ".").dropLast().last.map { $0.contains("norm") } ?? false
  }

  private static func normalDraws(_ count: Int) -> Int { count % 16 == 0 ? count : count + 16 }
}

extension NetworkTensor {
  /// How many numbers it holds.
  fileprivate var count: Int { shape.reduce(1, *) }
}
