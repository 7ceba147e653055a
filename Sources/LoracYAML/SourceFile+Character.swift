internal import LoracDiagnostics

extension SourceFile {
  /// The bytes of the character at `offset` of valid UTF-8; empty at the end of the text.
  func character(at offset: Int) -> SourceRange {
    var end = min(offset + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(file: self, bytes: min(offset, end)..<end)
  }
}
