/// Finds the colon between a key and its value.
enum ColonSearch {
  /// The offset behind the colon of a key that ends at `start`; `start` if there is no colon before `end`.
  ///
  /// libyaml puts the omitted values of flow mappings at the next token.
  static func end(in bytes: [UInt8], behind start: Int, before end: Int) -> Int {
    var index = start
    while index < end, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "#") {
      if bytes[index] == UInt8(ascii: "#") {
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      } else {
        index += 1
      }
    }
    return index < end && bytes[index] == UInt8(ascii: ":") ? index + 1 : start
  }
}
