import Glibc
import LoracArchitectures
import LoracDiffusion
import LoracGraph
import LoracNetworks
import LoracRandom
import LoracTensor

/// Turns pictures into latents: the autoencoder's means and variances, and one sample of them.
///
/// A class because it keeps the graphs of all shapes that were met.
final class LatentEncoder {
  private let encoder: AutoencoderEncoder
  private let weights: any NetworkWeights
  private var programs: [Shape: (program: Program, pictures: Value)] = [:]
  private let room: ExecutorRoom

  init(_ configuration: AutoencoderConfiguration, _ weights: any NetworkWeights, in room: ExecutorRoom) {
    encoder = AutoencoderEncoder(configuration)
    self.weights = weights
    self.room = room
  }

  /// Latents before scaling, channels last, [pictures, height / 8, width / 8, 4].
  ///
  /// The sample is mean + deviation · `torch.randn`, drawn channel by channel as torch stores it.
  func encode(_ pictures: [[Float]], height: Int, width: Int, _ random: inout RunRandom) throws(TrainerError) -> [Float]
  {
    let shape: Shape = [pictures.count, height, width, encoder.configuration.imageChannels]
    let (program, input) = program(for: shape)
    let executor: Executor
    do { executor = try room.executor(for: program) } catch { throw .memory(error) }
    let region = executor.input(input, of: program).region
    let count = shape.count / pictures.count
    for (index, picture) in pictures.enumerated() { region[index * count..<(index + 1) * count].copy(picture) }
    var none: [Float] = []
    none.withRegion { executor.forward(program, parameters: $0) }
    let moments = executor.output(of: program)
    let channels = encoder.configuration.latentChannels
    let latents = LatentShape(
      batch: pictures.count, height: moments.shape.dimensions[1], width: moments.shape.dimensions[2],
      channels: channels)
    return sample(
      moments.region.values, noise: latents.channelsLast(random.torch.normal(count: latents.count)), channels)
  }

  /// Forgets the graphs of all shapes, when no more pictures come.
  func release() { programs = [:] }

  private func sample(_ moments: [Float], noise: [Float], _ channels: Int) -> [Float] {
    noise.indices.map { index in
      let at = index / channels * 2 * channels + index % channels
      let logarithm = min(max(moments[at + channels], -30), 20)
      return moments[at] + expf(0.5 * logarithm) * noise[index]
    }
  }

  private func program(for shape: Shape) -> (program: Program, pictures: Value) {
    if let known = programs[shape] { return known }
    var builder = NetworkBuilder(weights)
    let input = builder.graph.input(shape, label: "pictures")
    builder.graph.setOutput(encoder.build(&builder, pictures: input))
    let made = (program: Program(builder.graph, trains: false), pictures: input)
    programs[shape] = made
    return made
  }
}
