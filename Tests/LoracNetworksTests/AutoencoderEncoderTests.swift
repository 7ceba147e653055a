import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import LoracWeights
import Testing

@Suite("The autoencoder's encoder")
struct AutoencoderEncoderTests {
  @Test("equals diffusers'", arguments: [("vae.wide", 16, 40), ("vae.square", 16, 16)])
  func agreement(_ name: String, _ height: Int, _ width: Int) throws {
    let pictures = channelsLast(
      SeededNumbers.values("\(name)/pictures", count: 6 * height * width), pictures: 2, channels: 3,
      pixels: height * width)
    let run = try NetworkRun(name, layout: nil, inputs: [([2, height, width, 3], pictures)]) { builder, inputs in
      AutoencoderEncoder(AutoencoderConfiguration(blockChannels: SmallModel.channels))
        .build(&builder, pictures: inputs[0])
    }
    try run.check(inputs: ["pictures"])
  }

  @Test("shrinks pictures by 8")
  func downscale() {
    #expect(AutoencoderEncoder(StableDiffusionConfiguration.sd15.autoencoder).downscale == 8)
  }

  /// A real model, by hand: LORAC_AUTOENCODER_MODEL is its file, LORAC_AUTOENCODER_REFERENCE what
  /// `network_reference.py --autoencoder` wrote for the same weights.
  @Test(
    "equals diffusers' on a real model", .enabled(if: environmentVariable("LORAC_AUTOENCODER_REFERENCE") != nil))
  func realModel() throws {
    let model = try BaseModelWeights.open(try #require(environmentVariable("LORAC_AUTOENCODER_MODEL")))
    let reference = try MappedSafetensors.open(try #require(environmentVariable("LORAC_AUTOENCODER_REFERENCE")))
    let pictures = channelsLast(
      SeededNumbers.values("real/pictures", count: 3 * 256 * 192), pictures: 1, channels: 3, pixels: 256 * 192)
    var builder = NetworkBuilder(MappedWeights(model))
    let input = builder.graph.input([1, 256, 192, 3], label: "pictures")
    builder.graph.setOutput(AutoencoderEncoder(model.configuration.autoencoder).build(&builder, pictures: input))
    let program = Program(builder.graph, trains: false)
    let executor = try Executor(for: [program], workers: Workers(count: 2))
    executor.input(input, of: program).region.copy(pictures)
    var none: [Float] = []
    none.withRegion { executor.forward(program, parameters: $0) }
    let expected = try #require(reference.tensor("real/result")?.floats)
    let error = relativeError(executor.output(of: program).region.values, expected)
    let single = relativeError(try #require(reference.tensor("real/single")?.floats), expected)
    print("relative error \(error), PyTorch in single precision \(single)")
    #expect(error < 1e-4)
  }
}
