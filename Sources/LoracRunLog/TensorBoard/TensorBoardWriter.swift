internal import Glibc
package import LoracFiles
internal import LoracTensorBoard
package import LoracTrainer

/// A run's numbers in an event file that TensorBoard shows, each there as soon as it is known.
package final class TensorBoardWriter {
  // A class because it owns an open file and is shared by the callbacks of a run.
  private let file: AppendedFile
  private let clock: () -> Double
  private var scalars = KohyaScalars()
  /// The first failure to write; what came after it is not in the file.
  package private(set) var failure: FileError?

  /// Begins an event file in `folder`, which is made where it is missing.
  ///
  /// A resumed run begins another file; TensorBoard reads all of a folder in the order of their names. `clock` tells the
  /// seconds since 1970.
  package init(folder: String, name: String? = nil, clock: @escaping () -> Double = now) throws(FileError) {
    try FileSystem.createFolders(folder)
    let name = name ?? Self.fileName(time: Int(clock()), host: Self.host, process: Int(getpid()))
    file = try AppendedFile(FilePaths.join(folder, name))
    self.clock = clock
    append(.version(time: clock()))
  }

  /// Writes what kohya logs for `event`.
  package func note(_ event: TrainingEvent) {
    // What an earlier process logged beyond the state that was resumed is logged again.
    if case .started(let step, _, _) = event, step > 0 { append(.restart(step: step + 1, time: clock())) }
    for scalars in scalars.scalars(of: event) { append(.scalars(scalars, time: clock())) }
  }

  /// The name of an event file, as tensorboard's own writer composes it.
  package static func fileName(time: Int, host: String, process: Int) -> String {
    let digits = String(time)
    let zeros = String(repeating: "0", count: max(0, 10 - digits.count))
    return "events.out.tfevents.\(zeros)\(digits).\(host).\(process).0"
  }

  /// The seconds since 1970.
  package static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func append(_ record: TensorBoardRecord) {
    guard failure == nil else { return }
    do throws(FileError) {
      try file.append(record.bytes)
    } catch {
      failure = error
    }
  }
}
