import LoracPlan
import LoracRandom
import Testing

@testable import LoracBatches

@Suite struct BatchDataTests {
  private static func plan(_ name: String) throws -> TrainingPlan {
    let path = try #require(RecordedRun.paths.first { $0.hasSuffix("Reference/\(name).json") })
    return try RecordedRun.load(path).plan
  }

  /// A plan with one folder in one dataset.
  private static func simplePlan() throws -> TrainingPlan {
    var plan = try plan("000")
    plan.data.datasets = Array(plan.data.datasets.prefix(1))
    plan.data.datasets[0].folders = Array(plan.data.datasets[0].folders.prefix(1))
    let folders = plan.dataset?.folders ?? []
    plan.dataset?.folders = Array(folders.prefix(1))
    return plan
  }

  @Test func aPlanWithoutImagesIsRefused() throws {
    var plan = try Self.simplePlan()
    plan.dataset = nil
    #expect(throws: BatchProblem.notRead) { try BatchData(plan) }
  }

  @Test func foldersMustMatchTheirSettings() throws {
    var plan = try Self.simplePlan()
    plan.data.datasets[0].folders[0].path += "x"
    let path = plan.data.datasets[0].folders[0].path
    #expect(throws: BatchProblem.contradictory(folder: path)) { try BatchData(plan) }
  }

  /// Without buckets and cached latents sd-scripts resizes nothing.
  @Test func imagesMustFitWhereNothingIsResized() throws {
    var plan = try Self.simplePlan()
    plan.data.cacheLatents = "false"
    plan.data.datasets[0].buckets.enabled = false
    plan.data.datasets[0].folders[0].randomCrop = true
    let resolution = plan.data.datasets[0].resolution
    let folder = try #require(plan.dataset?.folders.first)
    for index in folder.images.indices {
      plan.dataset?.folders[0].images[index].size = PixelSize(width: resolution.width + 9, height: resolution.height)
    }
    #expect(throws: Never.self) { try BatchData(plan) }
    plan.data.datasets[0].folders[0].randomCrop = false
    let path = folder.path + "/" + (folder.images.first?.file ?? "")
    let size = PixelSize(width: resolution.width + 9, height: resolution.height)
    #expect(throws: BatchProblem.doesNotFit(path: path, size: size, resolution: resolution)) { try BatchData(plan) }
  }

  /// sd-scripts takes any whole number; none may end the program.
  @Test(arguments: [Int.min, -1, 0, .max]) func anySizeOfBatchesCanBeCached(_ size: Int) throws {
    var plan = try Self.simplePlan()
    plan.kohya = [
      KohyaSetting(name: "vae_batch_size", value: .integer(size)),
      KohyaSetting(name: "token_warmup_min", value: .integer(size)),
      KohyaSetting(name: "token_warmup_step", value: .integer(100)),
    ]
    let data = try BatchData(plan)
    #expect(data.cachingBatchSize == max(1, size))
    var random = RunRandom(seed: 1)
    var batches = RunBatches(data, random: &random)
    #expect(try #require(batches.latentCaching.first).batches().count > 0)
    batches.training.beginEpoch(&random)
    #expect(batches.training.next(&random, completedSteps: 50) != nil)
  }

  @Test func cachedImagesAreLeftOut() throws {
    let data = try BatchData(Self.plan("005"))
    var random = RunRandom(seed: 1)
    let caching = try #require(RunBatches(data, random: &random).latentCaching.first)
    let all = caching.batches().flatMap(\.images)
    #expect(all == caching.images)
    let left = caching.batches { !data.images[$0].path.hasSuffix("2.png") }.flatMap(\.images)
    #expect(left == all.filter { data.images[$0].path.hasSuffix("2.png") } && left.count < all.count)
    #expect(caching.batches { _ in true }.isEmpty)
  }

  /// sd-scripts would not even begin; here a sequence without batches ends at once.
  @Test func anEpochOfNothingEnds() throws {
    var plan = try Self.simplePlan()
    plan.validation = nil
    plan.data.datasets[0].folders[0].repeats = 0
    var random = RunRandom(seed: 1)
    var batches = RunBatches(try BatchData(plan), random: &random)
    #expect(batches.training.batchesPerEpoch == 0 && batches.validation == nil)
    batches.training.beginEpoch(&random)
    let batch = batches.training.next(&random)
    #expect(batch == nil)
  }
}
