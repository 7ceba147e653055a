internal import LoracPlan
internal import LoracRandom

/// The buckets of one dataset and the order of their batches, as shuffled so far (train_util.py:1054-1091).
struct DatasetOrder: Sendable {
  /// A batch: part of a bucket.
  private struct Place: Sendable {
    var bucket: Int
    var batch: Int
  }

  /// The images in the order of registration.
  let members: [DatasetMembers.Member]
  private let batchSize: Int
  private let sizes: [PixelSize]
  private var buckets: [[Int]]
  private var places: [Place] = []

  /// Sorts images into buckets; nothing is shuffled yet.
  init(_ members: [DatasetMembers.Member], data: BatchData, batchSize: Int) {
    self.members = members
    self.batchSize = max(1, batchSize)
    var entries: [PixelSize: [Int]] = [:]
    for member in members {
      entries[data.images[member.image].plan.bucket, default: []] += Array(
        repeating: member.image, count: member.repeats)
    }
    let sizes = entries.keys.sorted { ($0.width, $0.height) < ($1.width, $1.height) }
    self.sizes = sizes
    buckets = sizes.map { entries[$0] ?? [] }
    for (bucket, entries) in buckets.enumerated() {
      let count = (entries.count + self.batchSize - 1) / self.batchSize
      places += (0..<count).map { Place(bucket: bucket, batch: $0) }
    }
  }

  /// Batches in an epoch.
  var count: Int { places.count }

  /// `shuffle_buckets`: seeds Python's generator, shuffles the batches, then inside each bucket, on top of the present order.
  mutating func shuffle(seed: Int, _ random: inout PythonRandom) {
    random = PythonRandom(seed: seed)
    random.shuffle(&places)
    for bucket in buckets.indices { random.shuffle(&buckets[bucket]) }
  }

  /// The size and the images of a batch.
  func batch(_ index: Int) -> (size: PixelSize, images: ArraySlice<Int>) {
    let place = places[index]
    let entries = buckets[place.bucket]
    let first = place.batch * batchSize
    return (sizes[place.bucket], entries[first..<min(first + batchSize, entries.count)])
  }
}
