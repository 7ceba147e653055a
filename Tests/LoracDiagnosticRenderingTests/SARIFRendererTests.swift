import LoracDiagnosticRendering
import LoracDiagnostics
import LoracJSON
import Testing

/// What the SARIF 2.1.0 schema requires of the objects that we write, checked on all samples.
@Suite struct SARIFRendererTests {
  private static let document = SARIFRenderer(catalogue: Samples.catalogue, version: "1.0.0")
    .document(Samples.all.map(\.diagnostic))

  private func array(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  private func string(_ value: JSONValue?) -> String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  private func integer(_ value: JSONValue?) -> Int? {
    guard case .integer(let number) = value else { return nil }
    return number
  }

  private var run: JSONValue { array(Self.document["runs"]).first ?? .null }

  @Test func head() {
    #expect(Self.document["version"] == "2.1.0")
    #expect(array(Self.document["runs"]).count == 1)
    #expect(run["columnKind"] == "unicodeCodePoints")
    #expect(run["tool"]?["driver"]?["name"] == "lorac")
    #expect(run["tool"]?["driver"]?["version"] == "1.0.0")
  }

  @Test func rules() {
    let rules = array(run["tool"]?["driver"]?["rules"])
    #expect(rules.map { string($0["id"]) } == Samples.catalogue.map(\.id))
    #expect(rules.first?["name"] == "UnknownKey")
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        #expect(string(rule[key]?["text"])?.isEmpty == false)
      }
      #expect(["error", "warning", "note"].contains(string(rule["defaultConfiguration"]?["level"])))
    }
  }

  @Test func results() {
    let rules = array(run["tool"]?["driver"]?["rules"])
    let results = array(run["results"])
    #expect(results.count == Samples.all.count)
    for (result, sample) in zip(results, Samples.all) {
      #expect(string(result["ruleId"]) == sample.diagnostic.code.id)
      let index = integer(result["ruleIndex"]) ?? -1
      #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
      #expect(string(result["message"]?["text"])?.isEmpty == false)
      #expect(array(result["locations"]).count == (sample.diagnostic.primary == nil ? 0 : 1))
      #expect(array(result["relatedLocations"]).count == sample.diagnostic.secondary.count)
      for location in array(result["locations"]) + array(result["relatedLocations"]) { check(location) }
      for fix in array(result["fixes"]) {
        #expect(!array(fix["artifactChanges"]).isEmpty)
        for change in array(fix["artifactChanges"]) {
          #expect(string(change["artifactLocation"]?["uri"]) != nil && !array(change["replacements"]).isEmpty)
          for replacement in array(change["replacements"]) { check(region: replacement["deletedRegion"]) }
        }
      }
    }
  }

  private func check(_ location: JSONValue) {
    guard let physical = location["physicalLocation"] else {
      #expect(string(array(location["logicalLocations"]).first?["fullyQualifiedName"]) != nil)
      return
    }
    let uri = string(physical["artifactLocation"]?["uri"]) ?? " "
    #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    if let region = physical["region"] { check(region: region) }
  }

  private func check(region: JSONValue?) {
    let numbers = ["startLine", "startColumn", "endLine", "endColumn"].compactMap { integer(region?[$0]) }
    #expect(numbers.count == 4 && numbers.allSatisfy { $0 >= 1 })
    guard numbers.count == 4 else { return }
    #expect((numbers[0], numbers[1]) <= (numbers[2], numbers[3]))
  }

  @Test func columnsCountCodePoints() {
    let file = SourceFile(name: "a.yaml", text: "e\u{301}👩🏽‍🚀: x")
    let start = "e\u{301}👩🏽‍🚀: ".utf8.count
    let label = Label(SourceRange(file: file, bytes: start..<start + 1))
    let document = SARIFRenderer(catalogue: []).document([Diagnostic(Samples.unknownKey, "x", at: label)])
    let result = array(array(document["runs"]).first?["results"]).first
    let region = array(result?["locations"]).first?["physicalLocation"]?["region"]
    #expect(region?["startColumn"] == 9 && region?["endColumn"] == 10)
    #expect(array(array(document["runs"]).first?["tool"]?["driver"]?["rules"]).first?["id"] == "LR0203")
  }

  @Test(arguments: [
    ("a/b c.yaml", "a/b%20c.yaml"), ("/a/ö%.yaml", "file:///a/%C3%B6%25.yaml"),
    ("D:\\train\\a.yaml", "file:///D:/train/a.yaml"), ("x:y", "x%3Ay"), ("a\u{1}#?", "a%01%23%3F"),
  ])
  func paths(_ path: String, _ expected: String) {
    let file = SourceFile(name: path, text: "a")
    let document = SARIFRenderer(catalogue: []).document([
      Diagnostic(Samples.unknownKey, "x", at: Label(file.wholeRange))
    ])
    let location = array(array(array(document["runs"]).first?["results"]).first?["locations"]).first
    #expect(string(location?["physicalLocation"]?["artifactLocation"]?["uri"]) == expected)
  }
}
