import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport

/// The small networks of Tests/Tools/network_reference.py.
enum SmallModel {
  static let channels = [32, 64, 128, 128]

  static let unet = UNetConfiguration(
    architecture: UNetArchitecture(
      naming: .diffusers, levelChannels: [32, 64, 128, 128], transformerDepths: [1, 1, 1, 0],
      middleTransformerDepth: 1, contextWidth: 32, projection: .convolution1x1))

  static func textEncoder(layers: Int) -> CLIPTextConfiguration {
    CLIPTextConfiguration(
      width: 32, feedForwardWidth: 128, layerCount: layers, headCount: 4, vocabularySize: 64, positionCount: 12)
  }

  static func configuration(layers: Int) -> StableDiffusionConfiguration {
    StableDiffusionConfiguration(
      unet: unet, textEncoder: textEncoder(layers: layers),
      autoencoder: AutoencoderConfiguration(blockChannels: channels))
  }

  static let adapters = AdapterConfiguration(linear: .init(rank: 3, alpha: 2))
  static let convolutionAdapters = AdapterConfiguration(
    linear: .init(rank: 3, alpha: 2), convolution: .init(rank: 2, alpha: 4))

  /// The adapters' matrices, one after another.
  static func parameters(_ layout: AdapterLayout) -> [Float] {
    layout.entries.flatMap { entry -> [Float] in
      let (name, adapter) = (entry.module.name, entry.adapter)
      let fanIn = Double(adapter.down.count / adapter.rank)
      return SeededNumbers.values(
        "\(name).lora_down.weight", count: adapter.down.count, spread: (3 / fanIn).squareRoot())
        + SeededNumbers.values("\(name).lora_up.weight", count: adapter.up.count, spread: 0.3)
    }
  }
}

/// Weights that their names decide.
struct SeededWeights: NetworkWeights {
  func matrix(_ layer: String, outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix {
    let values = SeededNumbers.weight("\(layer).weight", shape: [outputs, inputs * taps])
    let owner = Memory(values)
    return FrozenMatrix(
      bytes: owner.bytes, owner: owner, type: .float32, outputs: outputs, inputs: inputs, taps: taps)
  }

  func vector(_ name: String, count: Int) -> FrozenVector {
    FrozenVector(SeededNumbers.weight(name, shape: [count]))
  }

  /// Numbers that stay where they are for as long as somebody holds them.
  private final class Memory: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ values: [Float]) {
      let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
      _ = memory.initialize(from: values)
      bytes = UnsafeRawBufferPointer(memory)
    }

    deinit { bytes.deallocate() }
  }
}
