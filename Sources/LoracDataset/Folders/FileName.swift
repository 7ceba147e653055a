/// The name of a file as the system stores it: bytes that nearly always are UTF-8.
package struct FileName: Hashable, Sendable {
  /// The name for people; bytes that are not UTF-8 are replaced.
  package let text: String
  /// The stored bytes where they are not UTF-8; nil otherwise.
  package let undecodable: [UInt8]?

  /// A name that is UTF-8.
  package init(_ text: String) {
    self.text = text
    undecodable = nil
  }

  /// A name from stored bytes.
  package init(bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.text = text
      undecodable = nil
    } else {
      text = String(decoding: bytes, as: UTF8.self)
      undecodable = Array(bytes)
    }
  }

  /// The stored bytes.
  package var bytes: [UInt8] { undecodable ?? Array(text.utf8) }
}

/// Names are the same if their bytes are: `ü` can be one character or two, and both may lie in one folder.
extension FileName {
  package static func == (left: FileName, right: FileName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8) && left.undecodable == right.undecodable
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension FileName {
  /// Whether this name comes first in the order in which sd-scripts sorts images.
  package func precedes(_ other: FileName) -> Bool { PythonNameOrder.precedes(bytes, other.bytes) }
}

/// The order of Python's `sort()` on file names: by code point, undecodable bytes as U+DC80 to U+DCFF.
enum PythonNameOrder {
  /// Whether the left name comes first.
  static func precedes(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    // Bytes of valid UTF-8 order as their code points do.
    let isValid = isUTF8(left) && isUTF8(right)
    return isValid ? left.lexicographicallyPrecedes(right) : points(left).lexicographicallyPrecedes(points(right))
  }

  private static func isUTF8(_ name: some Collection<UInt8>) -> Bool {
    name.allSatisfy { $0 < 0x80 } || String(validating: name, as: UTF8.self) != nil
  }

  /// Code points with Python's `surrogateescape`.
  static func points(_ name: some Collection<UInt8>) -> [UInt32] {
    let bytes = Array(name)
    var result: [UInt32] = []
    var offset = 0
    while offset < bytes.count {
      let length = UTF8Check.scalarLength(bytes[offset...])
      if let length,
        let scalar = String(validating: bytes[offset..<offset + length], as: UTF8.self)?.unicodeScalars.first
      {
        result.append(scalar.value)
        offset += length
      } else {
        result.append(0xDC00 + UInt32(bytes[offset]))
        offset += 1
      }
    }
    return result
  }
}
