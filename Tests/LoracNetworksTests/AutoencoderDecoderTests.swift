import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import LoracWeights
import Testing

@Suite("The autoencoder's decoder")
struct AutoencoderDecoderTests {
  @Test("equals diffusers'", arguments: [("decoder.wide", 2, 3), ("decoder.square", 4, 4)])
  func agreement(_ name: String, _ height: Int, _ width: Int) throws {
    let latents = channelsLast(
      SeededNumbers.values("\(name)/latents", count: 8 * height * width), pictures: 2, channels: 4,
      pixels: height * width)
    let run = try NetworkRun(name, layout: nil, inputs: [([2, height, width, 4], latents)]) { builder, inputs in
      AutoencoderDecoder(AutoencoderConfiguration(blockChannels: SmallModel.channels))
        .build(&builder, latents: inputs[0])
    }
    try run.check(inputs: ["latents"])
  }

  @Test("enlarges latents by 8, in less memory than a few of its largest layers")
  func memory() {
    let decoder = AutoencoderDecoder(StableDiffusionConfiguration.sd15.autoencoder)
    #expect(decoder.upscale == 8)
    var builder = NetworkBuilder(PlannedWeights(.float16))
    let latents = builder.graph.input([1, 64, 64, 4], label: "latents")
    let pictures = decoder.build(&builder, latents: latents)
    #expect(builder.graph[pictures] == [1, 512, 512, 3])
    builder.graph.setOutput(pictures)
    let program = Program(builder.graph, trains: false)
    // Half a residual block of 256 channels at the full size: what comes in, normalized, and half as many channels.
    let largest = 512 * 512 * 256
    #expect(program.arenaCount < largest * 5 / 2 + largest / 50)
    #expect(program.scratchCount(workers: 2) < largest / 8)
  }

  /// A real model, by hand, see the encoder's test.
  @Test(
    "equals diffusers' on a real model", .enabled(if: environmentVariable("LORAC_AUTOENCODER_REFERENCE") != nil))
  func realModel() throws {
    let model = try BaseModelWeights.open(try #require(environmentVariable("LORAC_AUTOENCODER_MODEL")))
    let reference = try MappedSafetensors.open(try #require(environmentVariable("LORAC_AUTOENCODER_REFERENCE")))
    let latents = channelsLast(
      SeededNumbers.values("real/latents", count: 4 * 32 * 24), pictures: 1, channels: 4, pixels: 32 * 24)
    var builder = NetworkBuilder(MappedWeights(model))
    let input = builder.graph.input([1, 32, 24, 4], label: "latents")
    builder.graph.setOutput(AutoencoderDecoder(model.configuration.autoencoder).build(&builder, latents: input))
    let program = Program(builder.graph, trains: false)
    let executor = try Executor(for: [program], workers: Workers(count: 2))
    executor.input(input, of: program).region.copy(latents)
    var none: [Float] = []
    none.withRegion { executor.forward(program, parameters: $0) }
    let expected = try #require(reference.tensor("real/decoded")?.floats)
    let error = relativeError(executor.output(of: program).region.values, expected)
    let single = relativeError(try #require(reference.tensor("real/decoded.single")?.floats), expected)
    print("relative error \(error), PyTorch in single precision \(single)")
    #expect(error < 1e-4)
  }
}
