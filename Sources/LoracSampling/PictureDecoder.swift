import LoracArchitectures
import LoracGraph
import LoracImages
import LoracNetworks
import LoracTensor

/// Latents to pictures of 8-bit colors.
final class PictureDecoder {
  private struct Form: Hashable {
    let pictures: Int
    let height: Int
    let width: Int
  }

  private let configuration: AutoencoderConfiguration
  private let weights: any NetworkWeights
  private let room: ExecutorRoom
  private var networks: [Form: DecoderNetwork] = [:]

  init(_ configuration: AutoencoderConfiguration, _ weights: any NetworkWeights, in room: ExecutorRoom) {
    self.configuration = configuration
    self.weights = weights
    self.room = room
  }

  /// Forgets the graphs of all sizes.
  func release() { networks = [:] }

  /// The pictures of latents as the U-Net has them, scaled.
  ///
  /// What is not a number becomes black, as in sd-scripts, and is told.
  /// - Shape: latents [pictures, height, width, 4] → pictures 8 times as high and wide.
  func decode(_ latents: [Float], pictures: Int, height: Int, width: Int) throws(OutOfMemory) -> [MadePicture] {
    let form = Form(pictures: pictures, height: height, width: width)
    let network =
      networks[form]
      ?? DecoderNetwork(configuration, pictures: pictures, height: height, width: width, weights: weights)
    networks[form] = network
    let executor = try room.executor(for: network.program)
    let input = executor.input(network.latents, of: network.program).region
    // Multiplied by the reciprocal, as diffusers does.
    input.copy(latents.map { $0 * (1 / AutoencoderConfiguration.scalingFactor) })
    var none: [Float] = []
    none.withRegion { executor.forward(network.program, parameters: $0) }
    let output = executor.output(of: network.program)
    let values = output.region.values
    let count = values.count / pictures
    return (0..<pictures).map { index in
      let values = values[index * count..<(index + 1) * count]
      let image = RGBImage(
        width: output.shape.dimensions[2], height: output.shape.dimensions[1], bytes: values.map(Self.byte))
      return MadePicture(image: image, isNumbers: values.allSatisfy(\.isFinite))
    }
  }

  /// -1...1 to 0...255, rounded to even as numpy does.
  private static func byte(_ value: Float) -> UInt8 {
    guard !value.isNaN else { return 0 }
    return UInt8((min(max(value / 2 + 0.5, 0), 1) * 255).rounded(.toNearestOrEven))
  }
}
