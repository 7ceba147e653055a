import LoracReference
import LoracTestSupport
import Testing

@Suite struct AdvicePageTests {
  @Test func isCommitted() {
    expectSnapshot(AdvicePage.text, file: "\(IndependentValidator.repository)/docs/advice.md")
  }

  @Test(arguments: AdvicePage.names) func explainsEveryFinding(_ name: String) throws {
    #expect(AdvicePage.text.contains("## `\(name)`\n"))
    #expect(try #require(AdvicePage.explanation(of: name)).hasPrefix("\(name): "))
  }

  @Test func knowsNoOthers() { #expect(AdvicePage.explanation(of: "bad-luck") == nil) }
}
