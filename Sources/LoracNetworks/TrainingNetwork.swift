package import LoracArchitectures
package import LoracGraph
import LoracTensor

/// Text encoder and U-Net as one graph, for one size of picture and one number of pictures.
package struct TrainingNetwork: Sendable {
  /// What decides the graph besides the model.
  package struct Form: Sendable, Hashable {
    /// Pictures in a batch.
    package let pictures: Int
    /// Rows of latents, an eighth of the pixels.
    package let height: Int
    /// Latents in a row.
    package let width: Int
    /// Chunks of 75 tokens in a caption.
    package let chunks: Int

    /// Whether tokens have weights of their own.
    package let weighsTokens: Bool

    /// A form; everything is at least 1.
    package init(pictures: Int, height: Int, width: Int, chunks: Int, weighsTokens: Bool = false) {
      self.pictures = pictures
      self.height = height
      self.width = width
      self.chunks = chunks
      self.weighsTokens = weighsTokens
    }
  }

  /// The form that it was built for.
  package let form: Form
  /// The graph with its memory plan; its output is the prediction, [pictures, height, width, 4].
  package let program: Program
  /// Token embeddings, [pictures · chunks, positions, width].
  package let embeddings: Value
  /// Noisy latents, [pictures, height, width, 4].
  package let latents: Value
  /// `timeSinusoids`, [pictures, base channels].
  package let time: Value
  /// The factor of each token's state, [pictures, tokens, 1]; nil unless the form weighs tokens.
  package let tokenWeights: Value?
  /// The dropout masks in the order of computation, the text encoder's first.
  package let masks: [NetworkBuilder.Mask]

  /// The modules with an adapter that takes part; a text encoder's skipped layers do not.
  package let adaptedModules: Set<String>

  /// Builds the graph, with derivatives if `trains`; `recomputes` is gradient checkpointing.
  package init(
    _ configuration: StableDiffusionConfiguration, _ form: Form, clipSkip: Int, weights: any NetworkWeights,
    adapters: AdapterLayout, trains: Bool = true, hasMasks: Bool = false, recomputes: Bool = false
  ) {
    var builder = NetworkBuilder(weights, adapters: adapters, hasMasks: hasMasks)
    let text = CLIPText(configuration.textEncoder, clipSkip: clipSkip)
    let embeddings = builder.graph.input(
      [form.pictures * form.chunks, configuration.textEncoder.positionCount, configuration.textEncoder.width],
      label: "embeddings")
    let latents = builder.graph.input(
      [form.pictures, form.height, form.width, configuration.unet.inputChannels], label: "latents")
    let time = builder.graph.input([form.pictures, configuration.unet.architecture.baseChannels], label: "time")
    let hidden = text.build(&builder, embeddings: embeddings)
    var context = text.joinChunks(&builder, hidden, captions: form.pictures)
    var tokenWeights: Value?
    if form.weighsTokens {
      let factors = builder.graph.input(
        [form.pictures, builder.graph[context].rows / form.pictures, 1], label: "token weights")
      context = builder.append(ScaleRows(), [context, factors], label: "text_encoder.weights")
      tokenWeights = factors
    }
    let prediction = UNet(configuration.unet).build(&builder, latents: latents, time: time, context: context)
    builder.graph.setOutput(prediction)
    self.form = form
    self.embeddings = embeddings
    self.latents = latents
    self.time = time
    self.tokenWeights = tokenWeights
    adaptedModules = builder.adaptedModules
    masks = builder.masks
    program = Program(builder.graph, trains: trains, recomputes: recomputes)
  }
}
