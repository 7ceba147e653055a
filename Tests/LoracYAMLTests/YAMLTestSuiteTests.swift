import LoracDiagnostics
import LoracJSON
import LoracTestSupport
import LoracYAML
import Testing

/// The cases of yaml-test-suite, read from a checkout of its `data` branch that `LORAC_YAML_TEST_SUITE` names.
///
/// Every case must end in a value or in a diagnostic. Without errors the value must be that of the suite's `in.json`;
/// with errors the suite must call the case wrong, too, unless lorac refuses it on purpose or libyaml reads YAML 1.1.
@Suite struct YAMLTestSuiteTests {
  static let folder = environmentVariable("LORAC_YAML_TEST_SUITE")

  /// Codes by which lorac refuses YAML that is right: odd characters, tabs, keys, tags and directives, or
  /// another number of documents than one.
  static let deliberate: Set<String> = [
    "LR0102", "LR0105", "LR0109", "LR0116", "LR0118", "LR0119", "LR0120", "LR0121", "LR0122",
  ]

  @Test(.enabled(if: folder != nil, "set LORAC_YAML_TEST_SUITE to a checkout of its data branch"))
  func agreesWithTheSuite() throws {
    let folder = try #require(Self.folder)
    let cases = try namesInFolder(folder).filter { $0.utf8.count == 4 && $0 == $0.uppercased() }.flatMap { name in
      let parts = try namesInFolder("\(folder)/\(name)")
      return parts.contains("in.yaml") ? [name] : parts.map { "\(name)/\($0)" }
    }
    var outcomes: [YAMLTestSuiteCase.Outcome: [String]] = [:]
    for name in cases {
      let outcome = try YAMLTestSuiteCase(folder: "\(folder)/\(name)").outcome()
      outcomes[outcome, default: []].append(name)
    }
    for (outcome, names) in outcomes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      print("\(outcome.rawValue): \(names.count)\(outcome.isAgreement ? "" : " \(names.joined(separator: " "))")")
    }
    for (outcome, names) in outcomes where !outcome.isAgreement {
      #expect(Set(names) == Set(YAMLTestSuiteCase.exceptions[outcome] ?? []), "\(outcome.rawValue)")
    }
  }
}
