internal import LoracJSON
internal import LoracTokenizer

/// What the small files beside a vocabulary say of its tokenizer.
struct TokenizerOptions {
  private typealias Token = (text: String, number: Int)

  private let config: JSONValue?
  /// Tokens of `added_tokens.json`, by text.
  private let added: [Token]

  /// BERT's tokens that are no words, by their keys in `tokenizer_config.json`.
  private static let standard = [
    ("unk_token", "[UNK]"), ("sep_token", "[SEP]"), ("pad_token", "[PAD]"), ("cls_token", "[CLS]"),
    ("mask_token", "[MASK]"),
  ]

  init(_ config: JSONValue?, added: JSONValue?) {
    self.config = config
    self.added = Self.numbered(added)
  }

  /// The tokenizer of the lines of a `vocab.txt`; unlike that of a `tokenizer.json` it cleans spaces unless told otherwise.
  func tokenizer(_ pieces: [(text: String, number: Int)]) throws(WordPieceTokenizer.VocabularyError)
    -> WordPieceTokenizer
  {
    var settings = WordPieceTokenizer.Settings()
    settings.lowercases = flag("do_lower_case", in: config) ?? true
    settings.stripsAccents = flag("strip_accents", in: config)
    settings.splitsIdeographs = flag("tokenize_chinese_chars", in: config) ?? true
    settings.cleansSpaces = flag("clean_up_tokenization_spaces", in: config) ?? true
    var numbers: [String: Int] = [:]
    for piece in pieces { numbers[piece.text] = piece.number }
    let names = Self.standard.map { name(of: $0.0) ?? $0.1 }
    let specials = names.compactMap { name in numbers[name].map { (name, $0) } } + added + decoderTokens
    return try WordPieceTokenizer(pieces: pieces, specials: specials, unknown: names[0], settings: settings)
  }

  /// The tokenizer of a `tokenizer.json`.
  func tokenizer(_ json: JSONValue) throws(WordPieceTokenizer.VocabularyError) -> WordPieceTokenizer {
    let model = json["model"]
    guard model?["type"] == "WordPiece" || model?["type"] == nil, case .object? = model?["vocab"] else {
      throw WordPieceTokenizer.VocabularyError(phrase: "holds no WordPiece vocabulary")
    }
    var settings = WordPieceTokenizer.Settings()
    let normalizer = json["normalizer"]
    settings.lowercases = flag("lowercase", in: normalizer) ?? true
    settings.stripsAccents = flag("strip_accents", in: normalizer)
    settings.cleansText = flag("clean_text", in: normalizer) ?? true
    settings.splitsIdeographs = flag("handle_chinese_chars", in: normalizer) ?? true
    settings.joinsPunctuation = flag("cleanup", in: json["decoder"]) ?? true
    settings.cleansSpaces = flag("clean_up_tokenization_spaces", in: config) ?? false
    if case .integer(let longest)? = model?["max_input_chars_per_word"], longest > 0 { settings.longestWord = longest }
    var unknown = "[UNK]"
    if case .string(let name)? = model?["unk_token"] { unknown = name }
    return try WordPieceTokenizer(
      pieces: Self.numbered(model?["vocab"]), specials: Self.special(json["added_tokens"]) + added, unknown: unknown,
      settings: settings)
  }

  /// Tokens of `added_tokens_decoder`, whose keys are numbers.
  private var decoderTokens: [(text: String, number: Int)] {
    guard case .object(let members)? = config?["added_tokens_decoder"] else { return [] }
    return members.compactMap { member in
      guard case .string(let text)? = member.value["content"], let number = Int(member.key), number >= 0 else {
        return nil
      }
      return member.value["special"] == false ? nil : (text, number)
    }
  }

  /// The entries of a `tokenizer.json` that are no words.
  private static func special(_ json: JSONValue?) -> [(text: String, number: Int)] {
    guard case .array(let entries)? = json else { return [] }
    return entries.compactMap { entry in
      guard entry["special"] == true, case .string(let text)? = entry["content"],
        case .integer(let number)? = entry["id"], number >= 0
      else { return nil }
      return (text, number)
    }
  }

  private static func numbered(_ json: JSONValue?) -> [(text: String, number: Int)] {
    guard case .object(let members)? = json else { return [] }
    return members.compactMap { member in
      guard case .integer(let number) = member.value, number >= 0 else { return nil }
      return (member.key, number)
    }
  }

  private func flag(_ key: String, in json: JSONValue?) -> Bool? {
    guard case .boolean(let flag)? = json?[key] else { return nil }
    return flag
  }

  /// A token that stands as text or as an object with its `content`.
  private func name(of key: String) -> String? {
    switch config?[key] {
    case .string(let text)?: return text
    case .object?:
      guard case .string(let text)? = config?[key]?["content"] else { return nil }
      return text
    default: return nil
    }
  }
}
