/// Builds one dataset as sd-scripts' DreamBoothDataset and its `make_buckets` do (train_util.py:2106-2181, 987-1091).
enum DatasetPlanner {
  /// Which half of a split is wanted.
  enum Use {
    case training
    case validation
  }

  /// An image before it has a bucket.
  private struct Candidate {
    var subset: Int
    var image: Int
    var repeats: Int
    var isRegularization: Bool
  }

  /// The plan of one dataset.
  static func plan(_ definition: DatasetDefinition, use: Use, random: inout PlanRandom) -> BatchPlan.Dataset {
    var result = BatchPlan.Dataset(
      placements: [], buckets: [], trainEntries: 0, regularizationEntries: 0, unusedRegularizationImages: 0,
      ignored: [:], unplaced: [], meanAspectError: 0)
    var training: [Candidate] = []
    var regularization: [Candidate] = []
    for (place, subset) in definition.folders.enumerated() {
      let repeats = use == .training ? subset.repeats : 1
      if repeats < 1 {
        result.ignored[place] = .withoutRepeats
        continue
      }
      // sd-scripts compares with the folders it kept; one that was ignored does not hide a later one.
      let earlier = (0..<place).first { definition.folders[$0].path == subset.path && result.ignored[$0] == nil }
      if let earlier {
        result.ignored[place] = .duplicate(of: earlier)
        continue
      }
      let images = chosenImages(subset, rules: definition.rules, use: use, random: &random)
      if images.isEmpty {
        result.ignored[place] = .withoutImages
        continue
      }
      let entries = images.count.multipliedSaturated(by: repeats)
      let candidates = images.map {
        Candidate(subset: place, image: $0, repeats: repeats, isRegularization: subset.isRegularization)
      }
      if subset.isRegularization {
        result.regularizationEntries = result.regularizationEntries.addingSaturated(entries)
        regularization += candidates
      } else {
        result.trainEntries = result.trainEntries.addingSaturated(entries)
        training += candidates
      }
    }
    let balanced = RegularizationBalance.balance(
      repeats: regularization.map(\.repeats), trainEntries: result.trainEntries)
    result.unusedRegularizationImages = regularization.count - balanced.count
    training += zip(regularization, balanced).map { candidate, repeats in
      Candidate(subset: candidate.subset, image: candidate.image, repeats: repeats, isRegularization: true)
    }
    place(merged(training, of: definition), of: definition, into: &result)
    return result
  }

  /// The trainable images of a folder that belong to the wanted half, in sd-scripts' order.
  private static func chosenImages(
    _ subset: SubsetInput, rules: DatasetRules, use: Use, random: inout PlanRandom
  ) -> [Int] {
    let all = Array(subset.sizes.indices)
    let split = rules.validationSplit
    guard split > 0, !(subset.isRegularization && use == .training) else { return trainable(all, subset) }
    if subset.isRegularization { return [] }
    let order = random.order(all.count, rules.validationOrder)
    switch use {
    case .training: return trainable(order.prefix(ValidationSplit.trainingCount(of: all.count, split: split)), subset)
    case .validation:
      return trainable(order.suffix(ValidationSplit.validationCount(of: all.count, split: split)), subset)
    }
  }

  private static func trainable(_ images: some Sequence<Int>, _ subset: SubsetInput) -> [Int] {
    images.filter { subset.sizes[$0] != nil }
  }

  /// Images by their path: one that is registered again replaces the first but keeps its place in the order.
  ///
  /// Only two spellings of one folder ("a" and "a/") can do that.
  private static func merged(_ candidates: [Candidate], of definition: DatasetDefinition) -> [Candidate] {
    let prefixes = definition.folders.map { $0.path.hasSuffix("/") ? $0.path : $0.path + "/" }
    guard Set(prefixes).count < prefixes.count else { return candidates }
    var first: [String: Int] = [:]
    for (place, prefix) in prefixes.enumerated() where first[prefix] == nil { first[prefix] = place }
    var places: [[Int]: Int] = [:]
    var result: [Candidate] = []
    for candidate in candidates {
      let key = [first[prefixes[candidate.subset]] ?? candidate.subset, candidate.image]
      if let place = places[key] {
        result[place] = candidate
      } else {
        places[key] = result.count
        result.append(candidate)
      }
    }
    return result
  }

  /// Gives every image its bucket and counts batches.
  private static func place(
    _ candidates: [Candidate], of definition: DatasetDefinition, into result: inout BatchPlan.Dataset
  ) {
    let selector = definition.rules.selector
    let folders = definition.folders
    // The buckets in the order in which they are met, and the place of each size there.
    var met: [BatchPlan.Bucket] = []
    var places: [PixelSize: Int] = [:]
    var errors: [Double] = []
    errors.reserveCapacity(candidates.count)
    result.placements.reserveCapacity(candidates.count)
    for candidate in candidates {
      guard let size = folders[candidate.subset].sizes[candidate.image] else { continue }
      do throws(BucketSelector.Problem) {
        let choice = try selector.choose(size)
        let bucket = places[choice.bucket] ?? met.count
        if bucket == met.count {
          places[choice.bucket] = bucket
          met.append(.init(size: choice.bucket, images: 0, entries: 0, batches: 0, lastBatch: 0))
        }
        met[bucket].images += 1
        met[bucket].entries = met[bucket].entries.addingSaturated(candidate.repeats)
        errors.append(abs(choice.aspectError))
        result.placements.append(
          BatchPlan.Placement(
            folder: folders[candidate.subset].folder, image: candidate.image, repeats: candidate.repeats,
            isRegularization: candidate.isRegularization, bucket: bucket, resized: choice.resized,
            cropLeft: choice.cropLeft, cropTop: choice.cropTop))
      } catch {
        let folder = folders[candidate.subset].folder
        result.unplaced.append(.init(folder: folder, image: candidate.image, problem: error))
      }
    }
    sortBuckets(met, in: &result)
    countBatches(of: max(1, definition.rules.batchSize), in: &result)
    if case .buckets = definition.rules.sizing { result.meanAspectError = PythonFloat.mean(errors) }
  }

  /// Sorts the buckets that were met and lets the placements name their new places.
  private static func sortBuckets(_ met: [BatchPlan.Bucket], in result: inout BatchPlan.Dataset) {
    let order = met.indices.sorted { met[$0].size < met[$1].size }
    result.buckets = order.map { met[$0] }
    var places = [Int](repeating: 0, count: met.count)
    for (place, bucket) in order.enumerated() { places[bucket] = place }
    for index in result.placements.indices { result.placements[index].bucket = places[result.placements[index].bucket] }
  }

  private static func countBatches(of batchSize: Int, in result: inout BatchPlan.Dataset) {
    for index in result.buckets.indices {
      let (whole, rest) = result.buckets[index].entries.quotientAndRemainder(dividingBy: batchSize)
      result.buckets[index].batches = whole + (rest == 0 ? 0 : 1)
      result.buckets[index].lastBatch = rest == 0 ? min(result.buckets[index].entries, batchSize) : rest
    }
  }
}
