/// A comment behind a value on its line, which stays in its column when the value gets longer or shorter.
struct TrailingComment {
  private let blanks: Range<Int>
  private let width: Int

  /// The comment behind the value at `value`, and behind the brackets and commas after it.
  ///
  /// Nil if there is none, or if only one or two blanks stand before it, as where no column is meant.
  init?(behind value: Range<Int>, in text: RecipeText) {
    let bytes = text.bytes
    guard !bytes[value].contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
    let closing = [UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ",")]
    var start = value.upperBound
    while start < bytes.count, closing.contains(bytes[start]) { start += 1 }
    let end = bytes[start...].firstIndex { $0 != 0x20 } ?? bytes.count
    guard end < bytes.count, bytes[end] == UInt8(ascii: "#"), end - start > 2 else { return nil }
    blanks = start..<end
    width = String(decoding: bytes[value], as: UTF8.self).count
  }

  /// What keeps it in its column when the value becomes `new`; two blanks are left in any case.
  func change(for new: String) -> TextChange {
    TextChange(blanks, String(repeating: " ", count: max(2, blanks.count - (new.count - width))))
  }
}
