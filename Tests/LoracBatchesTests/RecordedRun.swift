import LoracJSON
import LoracPlan
import LoracTestSupport

/// What sd-scripts made of one recipe (Tests/Tools/oracle/record_batches.py).
struct RecordedRun: Decodable {
  struct Epoch: Decodable {
    var train: [Batch]
    var validation: [Batch]?
    /// A number of each generator after the round of validation.
    var afterValidation: [Double]?
  }

  struct Batch: Decodable {
    var dataset: Int
    var bucket: [Int]
    var items: [Item]
    /// Optimizer steps before it.
    var step: Int?
    /// Whether the optimizer steps after it.
    var syncs: Bool?
  }

  struct Item: Decodable {
    var image: Int
    var caption: String
    var flipped: Bool
    var weight: Double
    /// Pixels left out at the left and the top; nil for cached latents.
    var cut: [Int]?
    /// Whether the pixels ran from right to left.
    var mirrored: Bool?
    var color: Color?
  }

  struct Color: Decodable {
    var kind: String
    var value: Double
  }

  struct Caching: Decodable {
    var images: [Int]
    var bucket: [Int]
    var flips: Bool
  }

  var plan: TrainingPlan
  var seed: Int
  /// Numbers that the training drew after each batch, from torch and from Python.
  var torchDraws: Int
  var pythonDraws: Int
  var caching: [[Caching]]
  var epochs: [Epoch]
  /// A number of each generator at the end.
  var after: [Double]

  /// All recorded runs by the name of their file: the committed ones, and those of the folder that
  /// LORAC_BATCHES_REFERENCE names.
  static let paths: [String] = {
    ReferenceFolders(largerRun: "LORAC_BATCHES_REFERENCE").paths.flatMap { folder in
      let names = (try? namesInFolder(folder)) ?? []
      return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }
  }()

  /// The run in a file.
  static func load(_ path: String) throws -> RecordedRun {
    try ReferenceFolders.decode(RecordedRun.self, path, options: .plan)
  }
}
