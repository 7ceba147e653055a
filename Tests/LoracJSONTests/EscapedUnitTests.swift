import LoracJSON
import LoracTestSupport
import Testing

@Suite struct EscapedUnitTests {
  /// What Python reads in strings with escapes (Tests/Tools/json_reference.py).
  @Test func equalsPython() throws {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let text = String(decoding: try readFile("/\(folder)/Reference/escapes.txt"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count >= 400)
    for line in lines {
      let parts = line.split(separator: "\t")
      let digits = Array(parts[1])
      let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
      let expected = String(decoding: bytes, as: UTF8.self)
      #expect(try JSONValue.parse(String(parts[0])) == .string(expected), "\(parts[0])")
      // The same as a key, unless json-c would cut it off.
      guard !expected.contains("\0") else { continue }
      #expect(try JSONValue.parse("{\(parts[0]): 1}") == .object([.init(expected, 1)]), "\(parts[0]) as a key")
    }
  }

  /// Every character whose lowest 16 bits are near those of halves of pairs, which json-c takes it for.
  @Test(arguments: 1...16 as ClosedRange<UInt32>)
  func planes(_ plane: UInt32) throws {
    let scalars = try (0xD700...0xE0FF as ClosedRange<UInt32>).map { try #require(Unicode.Scalar(plane << 16 | $0)) }
    let text = String(String.UnicodeScalarView(scalars))
    let escaped = text.utf16.map { "\\u" + String($0, radix: 16) }.joined()
    #expect(try JSONValue.parse("\"\(escaped)\"") == .string(text))
  }

  static let wrong: [(String, Int)] = [
    (#"["\ud836\udc00", x]"#, 17), (#"["\ud836\udc00\ud836\udc00" "a"]"#, 28), (#"{"\ud836\udc00":1,"b"}"#, 21),
    (#""\ud836\udc00\x""#, 14), (#""\ud836\udc00"#, 13), (#"["\ud836\udc00""#, 15), (#"\ud836\udc61"#, 0),
    (#"1 "\ud836\udc00""#, 2), (#"'"\ud836\udc00""#, 0), (#"{} "\ud836\udc00""#, 3),
    (#"{"\ud836\udc00": 1, "\ud836\udc00": 2}"#, 20), (#"{"\ud836\udc00": 1, "𝠀": 2}"#, 20),
    (#""\ud836\udc0g""#, 12),
  ]

  @Test(arguments: wrong)
  func placesOfErrorsStayRight(_ text: String, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    #expect(error?.byteOffset == offset, "\(error.map(String.init(describing:)) ?? "")")
  }
}
