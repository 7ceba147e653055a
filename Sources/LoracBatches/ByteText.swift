internal import LoracDataset

/// Python's operations on text, on its UTF-8 bytes: Swift's own characters would join what Python keeps apart.
struct ByteText: Sendable, Hashable {
  var bytes: [UInt8]

  /// The text of some bytes.
  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// A text.
  init(_ text: String) { bytes = Array(text.utf8) }

  /// As a string.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The first place of `part`, at or after `start`.
  func place(of part: ByteText, from start: Int = 0) -> Int? {
    guard let first = part.bytes.first, bytes.count >= part.bytes.count else { return nil }
    var index = start
    while index <= bytes.count - part.bytes.count {
      if bytes[index] == first, bytes[index..<index + part.bytes.count].elementsEqual(part.bytes) { return index }
      index += 1
    }
    return nil
  }

  /// `part in text`.
  func contains(_ part: ByteText) -> Bool { part.bytes.isEmpty || place(of: part) != nil }

  /// `text.split(separator)`, or `text.split(separator, limit)`.
  ///
  /// An empty separator, which Python refuses, splits nothing.
  func split(_ separator: ByteText, limit: Int = .max) -> [ByteText] {
    var parts: [ByteText] = []
    var start = 0
    while parts.count < limit, let place = place(of: separator, from: start) {
      parts.append(ByteText(bytes[start..<place]))
      start = place + separator.bytes.count
    }
    parts.append(ByteText(bytes[start...]))
    return parts
  }

  /// `text.replace(old, new)` of an `old` that is not empty.
  func replacing(_ old: ByteText, by new: ByteText) -> ByteText { .joined(split(old), by: new) }

  /// `separator.join(parts)`.
  static func joined(_ parts: [ByteText], by separator: ByteText) -> ByteText {
    ByteText(parts.map(\.bytes).joined(separator: separator.bytes))
  }

  /// `text.strip()`.
  var stripped: ByteText { ByteText(PythonText.strip(string)) }
}

extension ByteText: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self.init(text) }
}
