/// Random texts of characters that shells and file formats trip over; the same for the same seed.
struct NastyText {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func index(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  private static let pieces: [String] = [
    "a", "b", "Z", "0", "7", " ", "  ", "\"", "'", "\\", "\\\\", "$", "$HOME", "${x}", "$(id)", "`", "`id`", "%",
    "%PATH%", "!",
    "!!", "^", "&", "&&", "|", ";", "<", ">", "(", ")", "{a,b}", "[", "]", "*", "?", "#", "~", "-", "--", "=", ",", ":",
    "/", "@",
    "\n", "\r", "\t", "\u{1B}[0m", "\u{7F}", "\u{1}", "é", "e\u{301}", "'\u{301}", "\u{600}'", "日本", "😀", "\u{A0}",
    "\u{2018}", "\u{2019}", "\u{201C}", "\u{202E}", "\u{FEFF}", "u", "x41", "n", "C:\\users\\", ".safetensors",
  ]

  /// A text of up to `count` pieces; may be empty.
  mutating func text(upTo count: Int = 6) -> String {
    (0..<index(below: count + 1)).map { _ in Self.pieces[index(below: Self.pieces.count)] }.joined()
  }

  /// Bytes of any values but NUL, hardly ever valid UTF-8.
  mutating func bytes(upTo count: Int = 12) -> [UInt8] {
    (0..<index(below: count + 1)).map { _ in UInt8(1 + index(below: 255)) }
  }
}
