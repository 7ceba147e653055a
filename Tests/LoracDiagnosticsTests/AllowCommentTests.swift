import LoracDiagnostics
import Testing

@Suite struct AllowCommentTests {
  private func comments(_ text: String) -> [AllowComment] {
    AllowComment.comments(in: SourceFile(name: "a.yaml", text: text))
  }

  @Test func atTheEndOfALine() throws {
    let comment = try #require(comments("a: 1\nb: 2  # lorac: allow LR0412 my reason, really  \r\nc: 3").first)
    #expect(comment.verb.text == "allow")
    #expect(comment.names.map(\.text) == ["LR0412"])
    #expect(comment.reason == "my reason, really")
    #expect(comment.targetLine == 2 && !comment.standsAlone)
    #expect(comment.range.text == "# lorac: allow LR0412 my reason, really")
    #expect(comment.removalRange.text == "  # lorac: allow LR0412 my reason, really")
  }

  @Test(arguments: ["LR0412,alpha-above-rank why", "LR0412, alpha-above-rank why", "LR0412 , alpha-above-rank\twhy"])
  func severalCodes(_ text: String) throws {
    let comment = try #require(comments("#lorac: allow \(text)").first)
    #expect(comment.names.map(\.text) == ["LR0412", "alpha-above-rank"])
    #expect(comment.names.map(\.range.text) == ["LR0412", "alpha-above-rank"])
    #expect(comment.reason == "why")
  }

  @Test func onALineOfItsOwn() throws {
    let found = comments("\u{FEFF}# lorac: allow A x\n  # lorac: allow B y\n  a: 1\n\n# lorac: allow C z\n")
    #expect(found.map(\.targetLine) == [3, 3, 6])
    #expect(found.allSatisfy { $0.standsAlone })
    #expect(found[0].removalRange.bytes == 3..<22)
    #expect(found[1].removalRange.text == "  # lorac: allow B y\n")
  }

  @Test(arguments: [
    "prompt: \"a # lorac: allow A b\"", "prompt: 'it''s # lorac: allow A b'", "a: [\"x\\\" # lorac: allow A b\"]",
    "a: {'x': 1, \"y # lorac: allow A\": 2}", "a#lorac: allow A b", "url: x# lorac: allow A", "# see lorac: allow A",
    "a: \"open # lorac: allow A", "# lorac:", "#", "a: 1 # lorac allow A",
  ])
  func isNotFooled(_ text: String) {
    #expect(comments(text).isEmpty)
  }

  @Test(arguments: [
    "a: \"x\" # lorac: allow A b", "a: don't # lorac: allow A b", "a: '' # lorac: allow A b",
    "a: 'it''s' # lorac: allow A b", "a: \"\\\\\" # lorac: allow A b", "a: x\"y # lorac: allow A b",
    "\t# lorac:  allow\tA b",
  ])
  func isNotBlind(_ text: String) {
    #expect(comments(text).map(\.reason) == ["b"])
  }

  @Test func withoutCode() throws {
    let comment = try #require(comments("# lorac: allow").first)
    #expect(comment.names.isEmpty && comment.reason.isEmpty)
  }
}
