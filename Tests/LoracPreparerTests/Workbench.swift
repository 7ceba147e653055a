import LoracCropping
import LoracDataset
import LoracFiles
import LoracImages
import LoracONNX
import LoracPreparation
import LoracPreparer
import LoracTags
import LoracTestSupport
import Synchronization

/// A folder of originals and a store, in which preparations are carried out again and again.
final class Workbench: Sendable {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  var path: String { directory.path }
  var source: String { "\(path)/train/30_cat" }
  var store: PreparationStore { PreparationStore("\(path)/cache") }

  /// Writes an original; its colours depend on `seed`.
  func addPicture(_ name: String, _ width: Int, _ height: Int, seed: Int = 0, caption: String? = nil) throws {
    var random = SplitMix(seed: UInt64(seed))
    let base = random.next()
    let bytes = (0..<width * height * 3).map {
      UInt8(truncatingIfNeeded: base &+ UInt64($0 / 3 % width * 5 + $0 % 3 * 40))
    }
    try write(PNGWriter.encode(RGBImage(width: width, height: height, bytes: bytes)), to: name)
    if let caption { try write(Array(caption.utf8), to: PreparedNames.parts(of: name).stem + ".txt") }
  }

  /// Writes a file beside the originals.
  func write(_ bytes: [UInt8], to name: String) throws { try directory.write(bytes, to: "train/30_cat/\(name)") }

  /// A preparation of the originals.
  func preparation(_ settings: FolderPreparation) -> Preparation {
    let request = FolderRequest(path: source)
    return Preparation(
      folders: [.init(request, settings)], edits: settings.edits,
      separator: ",")
  }

  /// What is there of a preparation.
  func survey(_ settings: FolderPreparation) -> SurveyedFolder {
    PreparationSurvey(preparation(settings), store: store).folders[0]
  }

  /// What a preparation told of its progress.
  final class Progress: Sendable {
    private let list = Mutex<[Preparer.Event]>([])
    func add(_ event: Preparer.Event) { list.withLock { $0.append(event) } }
    var events: [Preparer.Event] { list.withLock(\.self) }
  }

  /// Carries out a preparation; stops after `limit` events.
  func prepare(
    _ settings: FolderPreparation, search: ONNXRuntimeSearch = ONNXRuntimeSearch(), limit: Int = .max
  ) -> (outcome: Preparer.Outcome, events: [Preparer.Event]) {
    let progress = Progress()
    let preparer = Preparer(
      preparation(settings), store: store, indexes: nil, models: PreparationModels(search, threads: 1))
    let outcome = preparer.run(observe: { progress.add($0) }, shouldStop: { progress.events.count >= limit })
    return (outcome, progress.events)
  }

  /// The files of the folder that is trained, with what they hold.
  func copies(_ settings: FolderPreparation) throws -> [String: [UInt8]] {
    let folder = survey(settings).path
    var result: [String: [UInt8]] = [:]
    for name in try FileSystem.names(in: folder) { result[name] = try FileSystem.read("\(folder)/\(name)") }
    return result
  }

  /// A crop to squares.
  static func squares(_ side: Int, edits: [TagEdit] = []) -> FolderPreparation {
    let rule = CropRule(mode: .center, sizes: [PictureSize(width: side, height: side)])
    return FolderPreparation(crop: .init(rule: rule, faces: nil), edits: edits)
  }
}

extension Preparer.Outcome {
  /// Whether everything was prepared.
  var isDone: Bool { if case .done = self { true } else { false } }
  /// What could not be prepared.
  var problems: [PreparationProblem] { if case .failed(let problems) = self { problems } else { [] } }
}
