import LoracDiagnostics
import LoracJSON
import LoracTestSupport
import LoracYAML

/// One case of yaml-test-suite.
struct YAMLTestSuiteCase {
  /// How our reading compares with the suite's.
  enum Outcome: String {
    case equal = "equal value"
    case bothRefuse = "wrong for both"
    case valueWithoutReference = "value, no JSON in the suite"
    case refusedOnPurpose = "right, but refused on purpose"
    case different = "different value"
    case wronglyAccepted = "wrong, but accepted"
    case wronglyRefused = "right, but refused"

    var isAgreement: Bool {
      switch self {
      case .equal, .bothRefuse, .valueWithoutReference, .refusedOnPurpose: true
      case .different, .wronglyAccepted, .wronglyRefused: false
      }
    }
  }

  let folder: String

  func outcome() throws -> Outcome {
    let isWrong = (try? readFile("\(folder)/error")) != nil
    let file = SourceFile(name: folder, bytes: try readFile("\(folder)/in.yaml"))
    var diagnostics = DiagnosticList()
    let node = parse(file, into: &diagnostics)
    let codes = Set(diagnostics.sorted.map(\.code.id))
    guard diagnostics.isEmpty, let node else {
      if isWrong { return .bothRefuse }
      return codes.isEmpty || !codes.isSubset(of: YAMLTestSuiteTests.deliberate) ? .wronglyRefused : .refusedOnPurpose
    }
    if isWrong { return .wronglyAccepted }
    guard let reference = try? JSONValue.parse(readFile("\(folder)/in.json")) else { return .valueWithoutReference }
    return Self.canonical(reference) == Self.canonical(json(node)) ? .equal : .different
  }

  private func json(_ node: Node) -> JSONValue {
    switch node.content {
    case .sequence(let nodes): .array(nodes.map(json))
    case .mapping(let pairs): .object(pairs.map { .init($0.key, json($0.value)) })
    case .scalar(let scalar):
      switch scalar.value {
      case .null: .null
      case .boolean(let flag): .boolean(flag)
      case .integer(let integer): .integer(integer)
      case .number(let number): .number(number)
      case .string(let text): .string(text)
      }
    }
  }

  /// Sorts keys and turns all numbers into doubles.
  private static func canonical(_ value: JSONValue) -> JSONValue {
    switch value {
    case .integer(let integer): .number(Double(integer))
    case .array(let elements): .array(elements.map(canonical))
    case .object(let members):
      .object(members.map { .init($0.key, canonical($0.value)) }.sorted { $0.key < $1.key })
    default: value
    }
  }

  /// The cases in which libyaml 0.2.5 does not read YAML 1.2 as the suite does.
  static let exceptions: [Outcome: [String]] = [
    // A block text that ends in blanks at the end of the file, without a line break.
    .different: ["JEF9/02", "L24T/01"],
    .wronglyAccepted: [
      // `#` without a blank before it.
      "9JBA", "CVW2", "SU5Z", "X4QW",
      // Lines within brackets or quotes that are indented too little, or with tabs.
      "9C9N", "DK95/01", "QB6E", "Y79Y/003",
      // `-` as an entry within brackets.
      "G5U8", "YJV2",
      // Leading blank lines of a block text that are indented deeper than its first line.
      "S98Z",
    ],
    .wronglyRefused: [
      // Colons in anchors.
      "2SXE",
      // Keys within brackets that are apart from their colon, span lines, or are omitted.
      "4ABK", "4MUZ/00", "4MUZ/01", "4MUZ/02", "5MUD", "9SA2", "FRK4", "K3WX", "NJ66", "UT92", "VJP3/01",
      // Block texts at the root that are not indented.
      "DK3J", "FP8R",
      // Pairs without a key.
      "M2N8/00", "UKK6/00",
    ],
  ]
}
