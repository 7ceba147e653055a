internal import LoracArchitectures
internal import LoracGraph
internal import LoracNetworks
internal import LoracPlan
internal import LoracPlanSettings
internal import LoracTensor
internal import LoracWeights

/// The memory that lorac's own trainer holds at its peak, counted from the graphs that it will run.
///
/// Resident memory is meant, pages of the mapped base model included: they are the system's to take back, but a step reads
/// them all. Held against measured peaks in NativeMemoryTests.
struct NativeMemory {
  private let plan: TrainingPlan
  private let sizes: StableDiffusionSizes
  private let tensors: AdapterTensors

  /// Counts for `plan` on a base model of `sizes`; `tensors` are those of its files.
  init(_ plan: TrainingPlan, _ sizes: StableDiffusionSizes, _ tensors: AdapterTensors) {
    self.plan = plan
    self.sizes = sizes
    self.tensors = tensors
  }

  /// The program, its libraries, and what it allocates beside tensors; measured.
  private static let programByteCount = 42 << 20
  /// Threads whose work space is counted; each takes a few megabytes, so the machine's number hardly matters.
  private static let threads = 4
  /// Latents of a batch beyond which nobody trains, and sums of bytes would overflow.
  private static let largestBatch = 1 << 32
  private static let basis =
    "every tensor of the largest batch and the weights it reads, counted for \(threads) threads"

  /// Sizes of the batches that are computed, as far as memory depends on them.
  private struct Batch {
    var pictures: Int
    var size: LoracPlan.PixelSize
    /// Latents of all pictures.
    var area: Int { pictures * (size.width / 8) * (size.height / 8) }
  }

  /// Numbers of memory for a graph's values, and for the work of one step.
  private struct Demand {
    var values = 0
    var scratch = 0

    mutating func cover(_ program: Program) {
      values = max(values, program.arenaCount)
      scratch = max(scratch, program.scratchCount(workers: threads))
    }

    mutating func cover(_ other: Demand) {
      (values, scratch) = (max(values, other.values), max(scratch, other.scratch))
    }
  }

  /// The estimate; nil for an optimizer whose state is unknown, absurd batches, or networks that cannot be built.
  var estimate: MemoryEstimate? {
    guard let state = MemoryEstimation.stateBytes[plan.optimizer.type.lowercased()], !batches.isEmpty,
      batches.allSatisfy({ $0.area > 0 && $0.area < Self.largestBatch }), canBeBuilt
    else { return nil }
    let optimizer = Int((state * Double(tensors.parameterCount)).rounded(.up))
    let (training, caching) = (trainingParts(optimizer: optimizer), cachingParts)
    func sum(_ parts: [MemoryPart]) -> Int { parts.reduce(0) { $0 + $1.bytes } }
    let parts = sum(training) >= sum(caching) ? training : caching
    return MemoryEstimate(peakBytes: sum(parts), parts: parts.filter { $0.bytes > 0 }, basis: Self.basis)
  }

  /// Whether the graphs exist: a model that halves pictures more often than SD 1 does not fit every bucket.
  private var canBeBuilt: Bool {
    let (unet, text) = (sizes.configuration.unet, sizes.configuration.textEncoder)
    return unet.blockChannels.count <= 4 && sizes.configuration.autoencoder.blockChannels.count <= 4
      && text.positionCount > 2 && plan.model.clipSkip >= 1 && plan.model.clipSkip <= text.layerCount
  }

  private var cachesLatents: Bool { plan.data.cacheLatents != "false" }

  /// What is held while the last step is done and the file is saved.
  private func trainingParts(optimizer: Int) -> [MemoryPart] {
    let adapters = 4 * tensors.parameterCount
    // The autoencoder works in the same memory, before the first step or at every one.
    var demand = training
    demand.cover(encoding)
    demand.cover(previews)
    let file = adapters + tensors.dataByteCount
    let savesState = plan.saves.contains { $0.state != nil }
    return [
      MemoryPart(
        name: "base model", bytes: sizes.trainingByteCount + (cachesLatents ? 0 : sizes.encoderByteCount)),
      MemoryPart(name: "decoder of previews", bytes: previewSizes.isEmpty ? 0 : sizes.decoderByteCount),
      MemoryPart(name: "activations", bytes: 4 * demand.values),
      MemoryPart(name: "work space", bytes: 4 * demand.scratch),
      MemoryPart(name: "adapters", bytes: 2 * adapters), MemoryPart(name: "optimizer", bytes: optimizer),
      MemoryPart(name: "saving", bytes: savesState ? max(file, 2 * adapters + optimizer) : file),
      MemoryPart(name: "latents", bytes: latentByteCount),
      MemoryPart(name: "program", bytes: Self.programByteCount),
    ]
  }

  /// What is held while the autoencoder computes the latents before training.
  private var cachingParts: [MemoryPart] {
    guard cachesLatents else { return [] }
    let demand = encoding
    return [
      MemoryPart(name: "autoencoder", bytes: sizes.encoderByteCount),
      MemoryPart(name: "activations", bytes: 4 * demand.values),
      MemoryPart(name: "work space", bytes: 4 * demand.scratch),
      MemoryPart(name: "latents", bytes: latentByteCount),
      MemoryPart(name: "program", bytes: Self.programByteCount),
    ]
  }

  /// The latents of all images, four numbers for each 8×8 pixels, twice where images are flipped.
  private var latentByteCount: Int {
    guard cachesLatents else { return 0 }
    return (plan.buckets ?? []).reduce(0) { sum, bucket in
      let copies = plan.data.datasets[bucket.dataset].folders.contains(where: \.flip) ? 2 : 1
      return sum + copies * bucket.images * (bucket.width / 8) * (bucket.height / 8) * 16
    }
  }

  /// The full batch of every bucket, or of every dataset where the images are unknown.
  ///
  /// A last batch is never larger. Sizes count as multiples of 64, without which the networks do not compute.
  private var batches: [Batch] {
    func whole(_ length: Int) -> Int { max(64, (length + 63) / 64 * 64) }
    func batch(_ width: Int, _ height: Int, _ pictures: Int) -> Batch {
      Batch(pictures: pictures, size: LoracPlan.PixelSize(width: whole(width), height: whole(height)))
    }
    guard let buckets = plan.buckets, !buckets.isEmpty else {
      return plan.data.datasets.map { batch($0.resolution.width, $0.resolution.height, $0.batchSize) }
    }
    return buckets.map { bucket in
      batch(bucket.width, bucket.height, min(plan.data.datasets[bucket.dataset].batchSize, bucket.entries))
    }
  }

  /// The batches that no other exceeds in latents and in pictures.
  ///
  /// Every tensor of the networks grows with one of the two, so the others need no graph. More than one is left only where
  /// datasets have batches of different sizes; of many the largest few are taken.
  private var largestBatches: [Batch] {
    let sorted = batches.sorted { ($0.area, $0.pictures) > ($1.area, $1.pictures) }
    var kept: [Batch] = []
    for batch in sorted where batch.pictures > kept.last?.pictures ?? 0 { kept.append(batch) }
    return Array(kept.prefix(4))
  }

  private var training: Demand {
    let configuration = AdapterConfiguration(plan.network, savePrecision: plan.save.precision)
    let adapters = AdapterLayout(sizes.configuration.architecture, configuration)
    let network = plan.network
    let hasMasks = network.dropout != nil || network.rankDropout != nil || network.moduleDropout != nil
    var demand = Demand()
    for batch in largestBatches {
      let form = TrainingNetwork.Form(
        pictures: batch.pictures, height: batch.size.height / 8, width: batch.size.width / 8,
        chunks: max(1, plan.model.maxTokenLength / 75))
      demand.cover(
        TrainingNetwork(
          sizes.configuration, form, clipSkip: plan.model.clipSkip, weights: PlannedWeights(.float16),
          adapters: adapters, hasMasks: hasMasks, recomputes: plan.train.gradientCheckpointing
        ).program)
    }
    return demand
  }

  /// The sizes of previews, those of two at once where they are guided.
  private var previewSizes: [Batch] {
    guard let sample = plan.sample, !plan.samples.isEmpty else { return [] }
    return sample.prompts.map { prompt in
      func whole(_ side: Int) -> Int { max(64, min(side, 4096) / 8 * 8) }
      let size = LoracPlan.PixelSize(width: whole(prompt.size.width), height: whole(prompt.size.height))
      return Batch(pictures: prompt.cfg > 1 ? 2 : 1, size: size)
    }
  }

  /// The U-Net and the decoder of the largest preview, with the longest text; they take turns with training.
  private var previews: Demand {
    var demand = Demand()
    guard let largest = previewSizes.max(by: { $0.area < $1.area }) else { return demand }
    let (height, width) = (largest.size.height / 8, largest.size.width / 8)
    let form = NoiseNetwork.Form(
      pictures: largest.pictures, height: height, width: width,
      tokens: 3 * sizes.configuration.textEncoder.positionCount)
    let adapters = AdapterLayout(
      sizes.configuration.architecture, AdapterConfiguration(plan.network, savePrecision: plan.save.precision))
    let weights = PlannedWeights(.float16)
    demand.cover(NoiseNetwork(sizes.configuration.unet, form, weights: weights, adapters: adapters).program)
    demand.cover(
      DecoderNetwork(sizes.configuration.autoencoder, pictures: 1, height: height, width: width, weights: weights)
        .program)
    return demand
  }

  /// The autoencoder's largest batch: a picture at a time, or as many as kohya's `vae_batch_size`; a training batch where
  /// nothing is cached.
  private var encoding: Demand {
    let together = plan.kohyaInteger("vae_batch_size") ?? 1
    let batches = batches.map { batch in
      Batch(pictures: cachesLatents ? max(1, min(together, 4096)) : batch.pictures, size: batch.size)
    }
    var demand = Demand()
    guard let batch = batches.max(by: { $0.area < $1.area }), batch.area < Self.largestBatch else { return demand }
    var builder = NetworkBuilder(PlannedWeights(.float16))
    let channels = sizes.configuration.autoencoder.imageChannels
    let pictures = builder.graph.input(
      [batch.pictures, batch.size.height, batch.size.width, channels], label: "pictures")
    builder.graph.setOutput(AutoencoderEncoder(sizes.configuration.autoencoder).build(&builder, pictures: pictures))
    demand.cover(Program(builder.graph, trains: false))
    return demand
  }
}
