import LoracJSON
import LoracPlan
import LoracReference
import LoracTestSupport
import Testing

@Suite struct PlanSchemaTests {
  @Test func isCommitted() {
    expectSnapshot(PlanSchema.text, file: "\(IndependentValidator.repository)/schemas/plan.schema.json")
  }

  @Test(arguments: [SamplePlans.full, SamplePlans.sparse])
  func plansSurviveTheirJSON(_ plan: TrainingPlan) throws {
    let text = try JSONValueEncoder.encode(plan, options: .plan).serialized(pretty: true)
    let back = try JSONValueDecoder.decode(TrainingPlan.self, from: JSONValue.parse(text), options: .plan)
    #expect(back == plan)
    #expect(try JSONValueEncoder.encode(back, options: .plan).serialized(pretty: true) == text)
  }

  @Test func theFullSampleIsFull() throws {
    let json = try JSONValueEncoder.encode(SamplePlans.full, options: .plan)
    let gaps = json.places.filter { place, value in
      value == .null || value == .array([]) || place.isEmpty && value == .object([])
    }
    #expect(gaps.map(\.0) == [])
  }

  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func acceptsPlans() throws {
    let plans = try [SamplePlans.full, SamplePlans.sparse].map { try JSONValueEncoder.encode($0, options: .plan) }
    #expect(try IndependentValidator.errors(plans, PlanSchema.schema) == [nil, nil])
  }

  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func refusesAPlanWithAKeyLessOrMoreOrOfAnotherType() throws {
    let plan = try JSONValueEncoder.encode(SamplePlans.full, options: .plan)
    var changes: [(String, JSONValue)] = []
    plan.forEachChange { place, changed in changes.append((place, changed)) }
    let errors = try IndependentValidator.errors(changes.map(\.1), PlanSchema.schema)
    let accepted = zip(changes, errors).filter { $0.1 == nil }.map(\.0.0)
    #expect(accepted == [])
    #expect(changes.count > 500)
  }

  /// The keys and the texts are those of the declarations and their comments.
  @Test func documentsThePropertiesAsTheSourcesDo() throws {
    var declared: [String: String] = [:]
    let folder = "\(IndependentValidator.repository)/Sources/LoracPlan"
    for name in try namesInFolder(folder) {
      let source = String(decoding: try readFile("\(folder)/\(name)"), as: UTF8.self)
      declared.merge(DeclaredProperties.documentation(in: source)) { first, _ in first }
    }
    let table = Dictionary(uniqueKeysWithValues: PlanSchema.documentation.map { ($0.key, $0.text) })
    for (key, text) in table { #expect(declared[key] == text, "\(key)") }
    for key in declared.keys.sorted() { #expect(table[key] != nil, "\(key) is missing in PlanSchema") }
  }
}

/// The stored properties of Swift sources, read line by line.
private enum DeclaredProperties {
  /// The comment of each property, in a plan's words, by the type's name and the key in JSON.
  static func documentation(in source: String) -> [String: String] {
    var result: [String: String] = [:]
    var type = ""
    var comment: [Substring] = []
    var properties: [String: String] = [:]
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      if words.first == "///" {
        comment.append(words.dropFirst().joined(separator: " ")[...])
        continue
      }
      if line.hasPrefix("package struct "), words.count > 2 { type = words[2].filter { $0 != ":" } }
      if line.hasPrefix("  package var "), !line.hasSuffix("{"), words.count > 2 {
        let name = words[2].filter { $0 != ":" && $0 != "`" }
        properties["\(type).\(name)"] = inJSON(comment.joined(separator: " "))
      }
      // `case minSNRGamma = "min_snr_gamma"` gives a property another name.
      if words.count == 4, words[0] == "case", words[2] == "=", let text = properties["\(type).\(words[1])"] {
        properties["\(type).\(words[1])"] = nil
        result["\(type).\(words[3].filter { $0 != "\"" })"] = text
      }
      comment = []
    }
    for (name, text) in properties {
      let parts = name.split(separator: ".")
      result["\(parts[0]).\(SnakeCase.text(String(parts[1])))"] = text
    }
    return result
  }

  private static func inJSON(_ comment: String) -> String {
    let words = comment.replacing("``", with: "`").replacing("DataPlan/", with: "data.").split(separator: " ")
    return words.map { word in
      if word == "nil" { return "null" }
      // `noiseOffset` is a property's name; `F32` and `module.Class` are not.
      let isName = word.hasPrefix("`") && word.dropFirst().first?.isLowercase == true && !word.dropLast().contains(".")
      return isName ? SnakeCase.text(String(word)) : String(word)
    }
    .joined(separator: " ")
  }
}
