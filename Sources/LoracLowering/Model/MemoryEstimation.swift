internal import LoracArchitectures
internal import LoracPlan

/// Estimates roughly the memory of the largest batch, where kohya trains; see ``NativeMemory`` for lorac itself.
struct MemoryEstimation {
  private let plan: TrainingPlan
  private let architecture: ModelArchitecture
  private let tensors: AdapterTensors

  /// Estimates for `plan`.
  init(_ plan: TrainingPlan, _ architecture: ModelArchitecture, _ tensors: AdapterTensors) {
    self.plan = plan
    self.architecture = architecture
    self.tensors = tensors
  }

  /// Bytes of state per trained number, by the optimizer's name in lower case.
  static let stateBytes: [String: Double] = [
    "adamw": 8, "adamw8bit": 2, "pagedadamw": 8, "pagedadamw8bit": 2, "pagedadamw32bit": 8, "lion": 4, "lion8bit": 1,
    "pagedlion8bit": 1, "sgdnesterov": 4, "sgdnesterov8bit": 1, "dadaptation": 12, "dadaptadampreprint": 12,
    "dadaptadagrad": 12, "dadaptadam": 12, "dadaptadan": 20, "dadaptadanip": 20, "dadaptlion": 8, "dadaptsgd": 12,
    "prodigy": 16, "adafactor": 0.1, "radamschedulefree": 8, "adamwschedulefree": 8, "sgdschedulefree": 4,
  ]

  /// The estimate; nil for an optimizer whose state is unknown.
  var estimate: MemoryEstimate? {
    guard let state = Self.stateBytes[plan.optimizer.type.lowercased()], let batch = largestBatch else { return nil }
    let memory = TrainingMemory(
      architecture, tensors,
      TrainingMemory.Setup(
        width: batch.size.width, height: batch.size.height, batchSize: batch.count,
        computeByteCount: plan.train.mixedPrecision == "no" ? 4 : 2,
        recomputesActivations: plan.train.gradientCheckpointing, cachesLatents: plan.data.cacheLatents != "false",
        optimizerByteCountPerParameter: state))
    return MemoryEstimate(
      peakBytes: memory.total,
      parts: [
        MemoryPart(name: "base model", bytes: memory.baseModel), MemoryPart(name: "adapters", bytes: memory.adapters),
        MemoryPart(name: "optimizer", bytes: memory.optimizer),
        MemoryPart(name: "activations", bytes: memory.activations),
      ], basis: TrainingMemory.basis)
  }

  /// The batch with the most pixels: of the buckets, else of the datasets' resolutions.
  private var largestBatch: (size: PixelSize, count: Int)? {
    let batches: [(size: PixelSize, count: Int)]
    if let buckets = plan.buckets {
      batches = buckets.map { bucket in
        let size = PixelSize(width: bucket.width, height: bucket.height)
        return (size, min(plan.data.datasets[bucket.dataset].batchSize, bucket.entries))
      }
    } else {
      batches = plan.data.datasets.map { ($0.resolution, $0.batchSize) }
    }
    return batches.max { $0.size.width * $0.size.height * $0.count < $1.size.width * $1.size.height * $1.count }
  }
}
