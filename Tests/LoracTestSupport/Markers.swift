/// A text with `1️⃣`, `2️⃣`, … taken out, and where they stood.
package struct MarkedText: Sendable {
  /// The text without markers.
  package let text: String
  /// The byte offset of each marker in `text`.
  package let offsets: [String: Int]

  /// Takes the markers `0️⃣` to `9️⃣` out of `marked`; each may occur once.
  package init(_ marked: String) {
    var text = ""
    var offsets: [String: Int] = [:]
    for character in marked {
      if Self.isMarker(character) {
        precondition(offsets.updateValue(text.utf8.count, forKey: String(character)) == nil, "marker used twice")
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.offsets = offsets
  }

  /// The offset of a marker, which must exist.
  package func offset(_ marker: String) -> Int {
    guard let offset = offsets[marker] else { preconditionFailure("no marker \(marker)") }
    return offset
  }

  /// The byte range between two markers; `"1️⃣"` alone is the empty range there.
  package func range(_ markers: String) -> Range<Int> {
    let parts = markers.map { offset(String($0)) }
    guard let first = parts.first, let last = parts.last else { preconditionFailure("no marker given") }
    return first..<last
  }

  private static func isMarker(_ character: Character) -> Bool {
    let scalars = Array(character.unicodeScalars)
    return scalars.count == 3 && scalars[1].value == 0xFE0F && scalars[2].value == 0x20E3
  }
}
