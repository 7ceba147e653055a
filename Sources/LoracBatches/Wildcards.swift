internal import LoracRandom

/// `enable_wildcard`: one line of several, and one of the choices in `{a|b}` (train_util.py:838-864).
enum Wildcards {
  /// Chooses; `{{` and `}}` stand for braces.
  static func resolve(_ text: ByteText, random: inout PythonRandom) -> ByteText {
    var text = text
    if text.bytes.contains(UInt8(ascii: "\n")) { text = random.choice(text.split("\n")) }
    // Stand-ins for doubled braces, longer than any run of them in the text.
    var (open, close): (ByteText, ByteText) = ("⦅", "⦆")
    while text.contains(open) || text.contains(close) {
      open = open + "⦅"
      close = close + "⦆"
    }
    text = text.replacing("{{", by: open).replacing("}}", by: close)
    text = chosen(text, random: &random)
    return text.replacing(open, by: "{").replacing(close, by: "}")
  }

  /// Replaces each `{…}` with something inside, from the left: the text up to the first closing brace.
  private static func chosen(_ text: ByteText, random: inout PythonRandom) -> ByteText {
    let bytes = text.bytes
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "{"), let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")),
        end > index + 1
      else {
        result.append(bytes[index])
        index += 1
        continue
      }
      result += random.choice(ByteText(bytes[(index + 1)..<end]).split("|")).bytes
      index = end + 1
    }
    return ByteText(result)
  }
}
