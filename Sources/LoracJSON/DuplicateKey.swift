/// Finds the first key that an object has twice, in a text already known to be JSON and to have one.
enum DuplicateKey {
  /// The error at the second of two equal keys.
  static func find(in bytes: Span<UInt8>) -> JSONError {
    var open: [Set<String>] = []
    var lastString = 0..<0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append([])
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: "\""):
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        lastString = start..<min(index + 1, bytes.count)
      case UInt8(ascii: ":"):
        let key = unescaped(bytes.extracting(lastString))
        if let last = open.indices.last, !open[last].insert(key).inserted {
          return JSONError(byteOffset: lastString.lowerBound, message: "the key '\(key)' is given twice")
        }
      default: break
      }
      index += 1
    }
    return JSONError(byteOffset: bytes.count, message: "an object has equal keys")
  }

  private static func unescaped(_ key: Span<UInt8>) -> String {
    guard case .string(let text)? = try? JSONValue.parse(key) else { return "" }
    return text
  }
}
