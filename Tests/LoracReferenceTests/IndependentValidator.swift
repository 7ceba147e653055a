import Glibc
import LoracJSON
import LoracTestSupport
import Testing

/// python-jsonschema, which decides about a schema without knowing lorac.
enum IndependentValidator {
  /// A Python that has it: `LORAC_PYTHON`, `python3`, Debian's own, or one that was installed into the build folder.
  static let python: String? = {
    let candidates = [
      environmentVariable("LORAC_PYTHON"), "python3", "/usr/bin/python3",
      "\(repository)/.build/python/bin/python3",
    ]
    return candidates.compactMap(\.self).first {
      system("\(quoted($0)) -c 'from jsonschema import Draft202012Validator' >/dev/null 2>&1") == 0
    }
  }()

  /// Whether to run tests that need it: where it is missing they are skipped, but never in continuous integration.
  static var isWanted: Bool { python != nil || environmentVariable("CI") != nil }
  static let comment: Comment = "needs python-jsonschema (apt install python3-jsonschema); a failure where CI is set"

  /// The folder that holds Package.swift.
  static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

  /// For each instance nil if `schema` accepts it, else one error.
  static func errors(_ instances: [JSONValue], _ schema: JSONValue) throws -> [String?] {
    let python = try #require(python, comment)
    let folder = try TemporaryDirectory()
    let schemaFile = try folder.write(schema.serialized(), to: "schema.json")
    let instanceFile = try folder.write(JSONValue.array(instances).serialized(), to: "instances.json")
    let script = "\(repository)/Tests/Tools/validate_json_schema.py"
    let answerFile = "\(folder.path)/answers.json"
    let command = [python, script, schemaFile, instanceFile].map(quoted).joined(separator: " ")
    let status = system("\(command) >\(quoted(answerFile)) 2>\(quoted(answerFile + ".errors"))")
    guard status == 0, case .array(let answers) = try JSONValue.parse(readFile(answerFile)) else {
      let complaint = String(decoding: (try? readFile(answerFile + ".errors")) ?? [], as: UTF8.self)
      throw Failure(description: "the validator failed: \(complaint)")
    }
    guard answers.count == instances.count else { throw Failure(description: "the validator lost answers") }
    return answers.map { if case .string(let message) = $0 { message } else { nil } }
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
