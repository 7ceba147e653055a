import LoracJSON
import LoracTestSupport
import Testing

/// Answers of sd-scripts' own parser and of Python, made by `Tests/Tools/make_argument_cases.py`.
struct ArgumentCases {
  /// A text given to an argument and the `repr` of what the parser made of it; nil if it refused.
  struct Case {
    var name: String
    var text: String
    var isListElement: Bool
    var value: String?
  }

  var cases: [Case] = []
  var numbers: [(Double, String)] = []

  init() throws {
    let path = #filePath.replacing("ArgumentCases.swift", with: "Fixtures/argument-cases.json")
    let document = try JSONValue.parse(try readFile(path))
    guard case .array(let rows)? = document["cases"], case .array(let numbers)? = document["numbers"] else {
      Issue.record("fixture without cases")
      return
    }
    for row in rows {
      guard case .string(let name)? = row["name"], case .string(let text)? = row["text"] else { continue }
      let value: String? = if case .string(let value)? = row["value"] { value } else { nil }
      cases.append(Case(name: name, text: text, isListElement: row["list"] == true, value: value))
    }
    for case .array(let pair) in numbers {
      guard case .string(let bits) = pair[0], case .string(let text) = pair[1] else { continue }
      self.numbers.append((Double(bitPattern: try #require(UInt64(bits, radix: 16))), text))
    }
  }
}
