import Glibc
import LoracTestSupport
import Testing

/// A folder in which `lorac` is run again and again, and the record of what was typed and what came back.
final class Session {
  /// What one run gave.
  struct Outcome {
    var output: String
    var errors: String
    var status: Int32
  }

  /// The folder that holds Package.swift.
  static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  /// The built program, which stands beside the test bundle.
  static let program: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = max(0, readlink("/proc/self/exe", &path, path.count))
    let bundle = String(decoding: path[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/lorac"
  }()

  let folder: String
  /// Further environment variables of the runs.
  var environment: [String: String] = [:]
  private let directory: TemporaryDirectory
  private(set) var transcript = ""

  init() throws {
    let directory = try TemporaryDirectory()
    folder = directory.path + "/work"
    self.directory = directory
    try makeFolders(folder)
  }

  /// Writes a file below the folder.
  func write(_ text: String, to path: String) throws { try writeFile(Array(text.utf8), to: "\(folder)/\(path)") }

  /// Writes a picture below the folder.
  func writePicture(_ path: String, width: Int, height: Int, seed: Int = 0) throws {
    try writeFile(SamplePicture.png(width: width, height: height, seed: seed), to: "\(folder)/\(path)")
  }

  /// Copies a file of the repository to the same place below the folder.
  func copy(_ path: String) throws {
    try writeFile(try readFile("\(Self.repository)/\(path)"), to: "\(folder)/\(path)")
  }

  /// Copies all files of a folder of the repository, and of the folders in it.
  func copyFolder(_ path: String) throws {
    for name in try namesInFolder("\(Self.repository)/\(path)") {
      let inside = "\(path)/\(name)"
      if (try? namesInFolder("\(Self.repository)/\(inside)")) != nil {
        try copyFolder(inside)
      } else {
        try copy(inside)
      }
    }
  }

  /// Runs lorac, adds the run to the record, and gives what it gave with the folder's name taken out.
  @discardableResult
  func lorac(_ arguments: String...) throws -> Outcome { try lorac(arguments) }

  /// Runs lorac as above.
  @discardableResult
  func lorac(_ arguments: [String]) throws -> Outcome {
    transcript += "$ \((["lorac"] + arguments.map(Self.typed)).joined(separator: " "))\n"
    return try record(run([Self.program] + arguments))
  }

  /// Runs a line of shell in which `lorac` is the built program, and adds the run to the record.
  @discardableResult
  func shell(_ line: String) throws -> Outcome {
    transcript += "$ \(line)\n"
    return try record(run(["/bin/bash", "-c", "lorac() { '\(Self.program)' \"$@\"; }\n" + line]))
  }

  /// Runs lorac with a terminal as its output and gives what appears there.
  func onTerminal(_ arguments: [String], columns: Int = 120) throws -> String {
    let line = (["stty cols \(columns);", Self.program] + arguments).joined(separator: " ")
    let environment = ["TERM": "xterm"].merging(self.environment) { $1 }
    return try run(["/usr/bin/script", "-qec", line, "/dev/null"], environment).output
  }

  /// Requires that the record equals a file in `Snapshots`.
  func expectSnapshot(
    _ name: String, testFile: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    LoracTestSupport.expectSnapshot(transcript, name, testFile: testFile, sourceLocation: sourceLocation)
  }

  private func run(_ words: [String], _ environment: [String: String]? = nil) throws -> Outcome {
    let streams = ["out", "err"].map { "\(directory.path)/\($0)" }
    var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory.path, "LANG": "C.UTF-8"]
    variables.merge(environment ?? self.environment) { $1 }
    let status = try spawn(words, variables: variables, folder: folder, output: streams[0], errors: streams[1])
    let texts = try streams.map { redact(String(decoding: try readFile($0), as: UTF8.self)) }
    return Outcome(output: texts[0], errors: texts[1], status: status)
  }

  private func record(_ outcome: Outcome) -> Outcome {
    transcript += outcome.output
    if !outcome.output.isEmpty, !outcome.output.hasSuffix("\n") { transcript += "⏎\n" }
    for line in outcome.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      transcript += line.isEmpty ? "2>\n" : "2> \(line)\n"
    }
    if outcome.status != 0 { transcript += "[exit status \(outcome.status)]\n" }
    transcript += "\n"
    return outcome
  }

  private func redact(_ text: String) -> String {
    text.replacing(folder, with: "[ROOT]").replacing(directory.path, with: "[HOME]")
      .replacing(Self.repository, with: "[REPOSITORY]")
  }

  private static func typed(_ argument: String) -> String {
    let plain = argument.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_=./:,+@".utf8.contains(byte)
    }
    return plain && !argument.isEmpty ? argument : "'\(argument)'"
  }
}
