package import LoracArchitectures
package import LoracGraph
package import LoracTensor

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

    /// A form; everything is at least 1.
    package init(pictures: Int, height: Int, width: Int, chunks: Int) {
      self.pictures = pictures
      self.height = height
      self.width = width
      self.chunks = chunks
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
  /// The dropout masks in the order of computation, the text encoder's first.
  package let masks: [NetworkBuilder.Mask]

  /// Builds the graph; `recomputes` is gradient checkpointing.
  package init(
    _ configuration: StableDiffusionConfiguration, _ form: Form, clipSkip: Int, weights: any NetworkWeights,
    adapters: AdapterLayout, hasMasks: Bool = false, recomputes: Bool = false
  ) throws(OutOfMemory) {
    var builder = NetworkBuilder(weights, adapters: adapters, hasMasks: hasMasks)
    let text = CLIPText(configuration.textEncoder, clipSkip: clipSkip)
    let embeddings = builder.graph.input(
      [form.pictures * form.chunks, configuration.textEncoder.positionCount, configuration.textEncoder.width],
      label: "embeddings")
    let latents = builder.graph.input(
      [form.pictures, form.height, form.width, configuration.unet.inputChannels], label: "latents")
    let time = builder.graph.input([form.pictures, configuration.unet.architecture.baseChannels], label: "time")
    let hidden = try text.build(&builder, embeddings: embeddings)
    let context = text.joinChunks(&builder, hidden, captions: form.pictures)
    let prediction = try UNet(configuration.unet).build(&builder, latents: latents, time: time, context: context)
    builder.graph.setOutput(prediction)
    self.form = form
    self.embeddings = embeddings
    self.latents = latents
    self.time = time
    masks = builder.masks
    program = Program(builder.graph, trains: true, recomputes: recomputes)
  }
}
