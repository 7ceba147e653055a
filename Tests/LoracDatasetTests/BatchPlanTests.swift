import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct BatchPlanTests {
  struct Case: Decodable {
    struct Folder: Decodable {
      var path: String
      var repeats: Int
      var regularization: Bool
      var sizes: [[Int]]
    }
    struct Definition: Decodable {
      var resolution: [Int]
      var batchSize: Int
      /// Minimum, maximum, step.
      var buckets: [Int]?
      var upscale: Bool
      var split: Double
      var validationSeed: Int?
      var folders: [Folder]
    }
    struct Dataset: Decodable, Equatable {
      var train: Int
      var reg: Int
      /// Width, height, entries, batches.
      var buckets: [[Int]]
      var error: Double
      /// Image, repeats, regularization, bucket, resized.
      var images: [[Int]]
    }
    var seed: Int
    var batches: Int
    var definitions: [Definition]
    var training: [Dataset]
    var validation: [Dataset]
  }

  static func definition(_ given: Case.Definition, seed: Int) throws -> DatasetDefinition {
    let size = PixelSize(width: given.resolution[0], height: given.resolution[1])
    let sizing: DatasetRules.Sizing =
      if let values = given.buckets {
        .buckets(
          try BucketRules(
            resolution: size, minimum: values[0], maximum: values[1], step: values[2], allowsUpscale: given.upscale))
      } else {
        .fixed(size)
      }
    let rules = DatasetRules(
      batchSize: given.batchSize, sizing: sizing, validationSplit: given.split,
      validationOrder: given.validationSeed.map { .seeded($0) } ?? .global(trainingSeed: seed))
    return DatasetDefinition(
      rules: rules,
      folders: given.folders.enumerated().map { place, folder in
        SubsetInput(
          folder: place, path: folder.path, repeats: folder.repeats, isRegularization: folder.regularization,
          sizes: folder.sizes.map { PixelSize(width: $0[0], height: $0[1]) })
      })
  }

  static func describe(_ dataset: BatchPlan.Dataset) -> Case.Dataset {
    Case.Dataset(
      train: dataset.trainEntries, reg: dataset.regularizationEntries,
      buckets: dataset.buckets.map { [$0.size.width, $0.size.height, $0.entries, $0.batches] },
      error: dataset.meanAspectError,
      images: dataset.placements.map { image in
        let bucket = dataset.buckets[image.bucket].size
        return [
          image.image, image.repeats, image.isRegularization ? 1 : 0, bucket.width, bucket.height,
          image.resized.width, image.resized.height,
        ]
      })
  }

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("datasets")
    #expect(cases.count >= 20)
    for item in cases {
      let plan = BatchPlan(try item.definitions.map { try Self.definition($0, seed: item.seed) })
      #expect(plan.isSplitDetermined)
      #expect(plan.batches == item.batches)
      #expect(plan.datasets.map(Self.describe) == item.training, "\(item.definitions)")
      #expect(plan.validation.map(Self.describe) == item.validation, "\(item.definitions)")
    }
  }

  private func folder(_ path: String, _ count: Int, repeats: Int = 1, regularization: Bool = false) -> SubsetInput {
    SubsetInput(
      folder: 0, path: path, repeats: repeats, isRegularization: regularization,
      sizes: Array(repeating: PixelSize(width: 512, height: 512), count: count))
  }

  private func plan(batchSize: Int = 1, split: Double = 0, _ folders: [SubsetInput]) -> BatchPlan {
    let rules = DatasetRules(
      batchSize: batchSize, sizing: .fixed(PixelSize(width: 512, height: 512)), validationSplit: split)
    return BatchPlan([DatasetDefinition(rules: rules, folders: folders)])
  }

  @Test func theLastBatchIsSmaller() throws {
    let dataset = try #require(plan(batchSize: 4, [folder("a", 10)]).datasets.first)
    #expect(
      dataset.buckets == [
        .init(size: PixelSize(width: 512, height: 512), images: 10, entries: 10, batches: 3, lastBatch: 2)
      ])
    #expect(dataset.meanAspectError == 0)
  }

  @Test func foldersThatTakeNoPart() throws {
    let folders = [folder("a", 3, repeats: 0), folder("a", 3), folder("a", 3), folder("b", 0)]
    let dataset = try #require(plan(folders).datasets.first)
    #expect(dataset.ignored == [0: .withoutRepeats, 2: .duplicate(of: 1), 3: .withoutImages])
    #expect(dataset.entries == 3)
  }

  @Test func untrainableImagesAreLeftOut() throws {
    var broken = folder("a", 3)
    broken.sizes[1] = nil
    let dataset = try #require(plan([broken]).datasets.first)
    #expect(dataset.placements.map(\.image) == [0, 2])
  }

  @Test func anUnknownOrderKeepsTheCounts() throws {
    let result = plan(split: 0.2, [folder("a", 11)])
    #expect(!result.isSplitDetermined)
    #expect(result.datasets.map(\.trainEntries) == [9])
    #expect(result.validation.map(\.trainEntries) == [2])
  }

  @Test func hugeRepeatsSaturate() throws {
    let dataset = try #require(plan([folder("a", 3, repeats: Int.max)]).datasets.first)
    #expect(dataset.trainEntries == Int.max && dataset.batches == Int.max)
  }
}
