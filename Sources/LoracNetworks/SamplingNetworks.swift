package import LoracArchitectures
package import LoracGraph
import LoracTensor

/// The text encoder alone, forward only.
package struct TextNetwork: Sendable {
  /// The graph with its memory plan; its output is the hidden states, [chunks, positions, width].
  package let program: Program
  /// Token embeddings, [chunks, positions, width].
  package let embeddings: Value

  /// The network for `chunks` chunks of tokens; `clipSkip` counts hidden layers from the end, 1 being the last.
  package init(
    _ configuration: CLIPTextConfiguration, chunks: Int, clipSkip: Int, weights: any NetworkWeights,
    adapters: AdapterLayout?
  ) {
    var builder = NetworkBuilder(weights, adapters: adapters)
    embeddings = builder.graph.input(
      [chunks, configuration.positionCount, configuration.width], label: "embeddings")
    builder.graph.setOutput(CLIPText(configuration, clipSkip: clipSkip).build(&builder, embeddings: embeddings))
    program = Program(builder.graph, trains: false)
  }
}

/// The U-Net alone, forward only.
package struct NoiseNetwork: Sendable {
  /// What decides the graph besides the model.
  package struct Form: Sendable, Hashable {
    /// Pictures at once; guidance needs two for each.
    package let pictures: Int
    /// Rows of latents, an eighth of the pixels.
    package let height: Int
    /// Latents in a row.
    package let width: Int
    /// Tokens of the text that each picture reads.
    package let tokens: Int

    /// A form; everything is at least 1.
    package init(pictures: Int, height: Int, width: Int, tokens: Int) {
      self.pictures = pictures
      self.height = height
      self.width = width
      self.tokens = tokens
    }
  }

  /// The form that it was built for.
  package let form: Form
  /// The graph with its memory plan; its output is the prediction, [pictures, height, width, 4].
  package let program: Program
  /// Noisy latents, [pictures, height, width, 4].
  package let latents: Value
  /// `timeSinusoids`, [pictures, base channels].
  package let time: Value
  /// The texts' hidden states, [pictures, tokens, context width].
  package let context: Value

  /// Builds the graph.
  package init(
    _ configuration: UNetConfiguration, _ form: Form, weights: any NetworkWeights, adapters: AdapterLayout?
  ) {
    var builder = NetworkBuilder(weights, adapters: adapters)
    latents = builder.graph.input(
      [form.pictures, form.height, form.width, configuration.inputChannels], label: "latents")
    time = builder.graph.input([form.pictures, configuration.architecture.baseChannels], label: "time")
    context = builder.graph.input([form.pictures, form.tokens, configuration.contextWidth], label: "context")
    builder.graph.setOutput(UNet(configuration).build(&builder, latents: latents, time: time, context: context))
    program = Program(builder.graph, trains: false)
    self.form = form
  }
}

/// The autoencoder's decoder, forward only.
package struct DecoderNetwork: Sendable {
  /// The graph with its memory plan; its output is pictures, [pictures, 8 · height, 8 · width, 3].
  package let program: Program
  /// Latents as the autoencoder has them, [pictures, height, width, 4].
  package let latents: Value

  /// The network for `pictures` pictures of `height` × `width` latents.
  package init(
    _ configuration: AutoencoderConfiguration, pictures: Int, height: Int, width: Int, weights: any NetworkWeights
  ) {
    var builder = NetworkBuilder(weights)
    latents = builder.graph.input([pictures, height, width, configuration.latentChannels], label: "latents")
    builder.graph.setOutput(AutoencoderDecoder(configuration).build(&builder, latents: latents))
    program = Program(builder.graph, trains: false)
  }
}
