/// Takes away the spaces that words and punctuation have between them once they are tokens.
enum TextCleanup {
  private static let punctuation = [
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
  ]
  private static let endings = [(" 's", "'s"), (" 've", "'ve"), (" 're", "'re")]

  /// What the decoder does to each piece (tokenizers, decoders/wordpiece.rs).
  static func piece(_ text: String) -> String { replace(text, punctuation + [(" do not", " don't")] + endings) }

  /// What transformers does to the whole text (tokenization_utils_base.py, clean_up_tokenization).
  static func text(_ text: String) -> String { replace(text, punctuation + endings) }

  private static func replace(_ text: String, _ pairs: [(String, String)]) -> String {
    var bytes = Array(text.utf8)
    for (old, new) in pairs { bytes = replace(bytes, Array(old.utf8), Array(new.utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func replace(_ text: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
    guard text.count >= old.count else { return text }
    var (result, position) = ([UInt8](), 0)
    while position < text.count {
      if text[position...].starts(with: old) {
        result += new
        position += old.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }
}
