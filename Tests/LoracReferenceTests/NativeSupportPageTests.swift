import LoracNativeSupport
import LoracReference
import LoracTestSupport
import Testing

@Suite struct NativeSupportPageTests {
  @Test func isCommitted() {
    expectSnapshot(NativeSupportPage.text, file: "\(IndependentValidator.repository)/docs/native-support.md")
  }

  @Test func namesEverySettingOnce() {
    let rows = NativeSupportPage.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let names = rows.flatMap { row in
      row.split(separator: " | ")[0].dropFirst(2).split(separator: ", ").map { String($0.filter { $0 != "`" }) }
    }
    #expect(names.sorted() == NativeSupport.names.sorted())
    for row in rows { #expect(row.count { $0 == "|" } == 4, "\(row)") }
  }
}
