import LoracRecipeEdits
import Testing

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff.text(from: Array(old.utf8), to: Array(new.utf8), name: "cat.yaml")
  }

  private func numbers(_ range: Range<Int>, replacing replacements: [Int: String] = [:]) -> String {
    range.map { (replacements[$0] ?? String($0)) + "\n" }.joined()
  }

  @Test func changedLinesHaveThreeLinesAround() {
    #expect(
      diff(numbers(0..<30), numbers(0..<30, replacing: [9: "nine\nand", 20: "twenty"])) == """
        --- cat.yaml
        +++ cat.yaml
        @@ -7,7 +7,8 @@
         6
         7
         8
        -9
        +nine
        +and
         10
         11
         12
        @@ -18,7 +19,7 @@
         17
         18
         19
        -20
        +twenty
         21
         22
         23

        """)
  }

  @Test func changesThatTouchAreOneHunk() {
    let text = diff(numbers(0..<30), numbers(0..<30, replacing: [9: "nine", 16: "sixteen"]))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("@@") } == 1)
    #expect(text.contains("@@ -7,14 +7,14 @@"))
  }

  @Test func endsOfFilesAreShown() {
    #expect(
      diff("a\nb", "a\nb\n")
        == "--- cat.yaml\n+++ cat.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n")
    #expect(diff("", "a\n") == "--- cat.yaml\n+++ cat.yaml\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\r\nb\r\n", "a\r\nc\r\n") == "--- cat.yaml\n+++ cat.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n")
    #expect(diff("a", "a").isEmpty)
  }
}
