import LoracDiagnosticRendering
import LoracDiagnostics
import LoracJSON
import Testing

@Suite struct JSONLinesRendererTests {
  @Test func everyLineIsOneObject() throws {
    let lines = JSONLinesRenderer.render(Samples.all.map(\.diagnostic)).split(separator: "\n")
    #expect(lines.count == Samples.all.count)
    for (line, sample) in zip(lines, Samples.all) {
      let parsed = try JSONValue.parse(String(line))
      #expect(parsed == JSONLinesRenderer.object(sample.diagnostic), "\(sample.name)")
    }
  }

  @Test func keys() throws {
    let object = JSONLinesRenderer.object(Samples.all[0].diagnostic)
    #expect(keys(object) == ["code", "severity", "message", "labels", "notes", "fixes"])
    let label = first(object["labels"])
    #expect(
      keys(label) == ["file", "line", "column", "end_line", "end_column", "start", "end", "text", "primary"])
    #expect(label?["line"] == 7 && label?["column"] == 3 && label?["end_column"] == 15 && label?["primary"] == true)
    let fix = first(object["fixes"])
    #expect(keys(fix) == ["message", "applicability", "edits"])
    #expect(
      keys(first(fix?["edits"]))
        == ["file", "line", "column", "end_line", "end_column", "start", "end", "replacement"])
  }

  private func keys(_ value: JSONValue?) -> [String] {
    guard case .object(let members) = value else { return [] }
    return members.map(\.key)
  }

  private func first(_ value: JSONValue?) -> JSONValue? {
    guard case .array(let elements) = value else { return nil }
    return elements.first
  }
}
