import Glibc
import LoracFiles
import LoracRunLog
import LoracTestSupport
import Testing

@Suite struct TensorBoardWriterTests {
  private static let python = environmentVariable("LORAC_TENSORBOARD_PYTHON")

  /// The records of the sample run are those that TensorBoard's own classes write.
  @Test func writesWhatTensorBoardWrites() throws {
    let folder = try TemporaryDirectory()
    try write(folder.path)
    let written = try readFile("\(folder.path)/events")
    #expect(written == (try readFile("\(testFolder())/Reference/events.bin")))
  }

  /// `LORAC_TENSORBOARD_PYTHON` names a Python that has tensorboard.
  @Test(.enabled(if: python != nil)) func isReadByTensorBoard() throws {
    let folder = try TemporaryDirectory()
    let name = TensorBoardWriter.fileName(time: 1_700_000_000, host: "host", process: 7)
    try write(folder.path, name)
    let output = try run(
      [try #require(Self.python), "\(testFolder())/../Tools/tensorboard_reference.py", "read", folder.path])
    for expected in [
      #""loss/current": [[0, 0.5], [1, 0.25], [1, 0.125], [2, 0.0625], [300, NaN]]"#,
      #""loss/average": [[1, 0.375], [2, 0.234375], [300, Infinity]]"#, #""loss/epoch_average": [[1, 0.234375]]"#,
      #""lr/unet": [[1, 0.0001], [2, 0.0002]]"#,
    ] {
      #expect(output.contains(expected), "\(output)")
    }
  }

  @Test func namesFilesAsTensorBoardDoes() throws {
    let name = TensorBoardWriter.fileName(time: 12, host: "host", process: 34)
    #expect(name == "events.out.tfevents.0000000012.host.34.0")
    let folder = try TemporaryDirectory()
    _ = try TensorBoardWriter(folder: "\(folder.path)/logs")
    let names = try namesInFolder("\(folder.path)/logs")
    #expect(names.count == 1 && names.allSatisfy { $0.hasPrefix("events.out.tfevents.1") })
  }

  @Test func keepsTheFirstFailure() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: LoracFiles.FileError.self) { try TensorBoardWriter(folder: "\(folder.path)/logs", name: "a/b") }
    let writer = try TensorBoardWriter(folder: "/dev", name: "full")
    #expect(writer.failure?.reason == "No space left on device")
  }

  /// What a program writes to its standard output.
  private func run(_ words: [String]) throws -> String {
    let pipe = try #require(popen(words.map { "'\($0)'" }.joined(separator: " ") + " 2>/dev/null", "r"))
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ folder: String, _ name: String = "events") throws {
    var time = 1_700_000_000.25
    let writer = try TensorBoardWriter(folder: folder, name: name) {
      defer { time += 1 }
      return time
    }
    for event in SampleEvents.first + SampleEvents.resumed { writer.note(event) }
    #expect(writer.failure == nil)
  }
}
