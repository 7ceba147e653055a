/// The fields of a `captions` block: of the dataset, with defaults, or of one folder, which takes the dataset's.
package struct CaptionFields: Sendable {
  /// The fields of `dataset.captions`.
  package static let dataset = CaptionFields(under: "dataset.captions", hasDefaults: true)
  /// The fields of a folder's `captions`.
  package static let folder = CaptionFields(under: "captions", hasDefaults: false)

  /// `captions.extension`.
  package let `extension`: Field<String>
  /// `captions.trigger`.
  package let trigger: Field<String>
  /// `captions.shuffle`.
  package let shuffle: Field<Bool>
  /// `captions.keep_tokens`.
  package let keepTokens: Field<Int>
  /// `captions.keep_tokens_separator`.
  package let keepTokensSeparator: Field<String>
  /// `captions.dropout`.
  package let dropout: Field<Double>
  /// `captions.dropout_every_epochs`.
  package let dropoutEveryEpochs: Field<Int>
  /// `captions.tag_dropout`.
  package let tagDropout: Field<Double>
  /// `captions.prefix`.
  package let prefix: Field<String>
  /// `captions.suffix`.
  package let suffix: Field<String>
  /// `captions.separator`.
  package let separator: Field<String>
  /// `captions.secondary_separator`.
  package let secondarySeparator: Field<String>
  /// `captions.wildcard`.
  package let wildcard: Field<Bool>
  /// The whole block.
  package let block: Block

  private init(under parent: String, hasDefaults: Bool) {
    func field<T>(
      _ key: String, _ type: FieldType, default value: SettingValue? = nil, kohyaDefault: String? = nil, kohya: String,
      _ documentation: String
    ) -> Field<T> {
      Field(
        "\(parent).\(key)", type, default: hasDefaults ? value : nil, kohyaDefault: kohyaDefault,
        kohya: kohya.isEmpty ? [] : [kohya], documentation)
    }
    `extension` = field(
      "extension", .text, default: .string(".txt"), kohyaDefault: ".caption", kohya: "caption_extension",
      "The ending of caption files.")
    trigger = field(
      "trigger", .text, kohya: "",
      "The word that stands for the subject. Only checked: captions that lack it are reported; use `prefix` to add it.")
    shuffle = field(
      "shuffle", .boolean, default: .boolean(false), kohya: "shuffle_caption",
      "Whether tags change places at random, so that none is learned by its position.")
    keepTokens = field(
      "keep_tokens", .integer(0...255), default: .integer(0), kohya: "keep_tokens",
      "How many tags at the front stay in place; 1 keeps the trigger word first.")
    keepTokensSeparator = field(
      "keep_tokens_separator", .text, kohya: "keep_tokens_separator",
      "A text such as `|||` that ends the tags that stay in place.")
    dropout = field(
      "dropout", .number(.chance), default: .number(0), kohya: "caption_dropout_rate",
      "The chance that an image is trained without its caption.")
    dropoutEveryEpochs = field(
      "dropout_every_epochs", .integer(0...1_000_000), default: .integer(0), kohya: "caption_dropout_every_n_epochs",
      "Captions are left out in every epoch that this number divides; 0 never.")
    tagDropout = field(
      "tag_dropout", .number(.chance), default: .number(0), kohya: "caption_tag_dropout_rate",
      "The chance that a single tag is left out; tags that stay in place are not.")
    prefix = field("prefix", .text, kohya: "caption_prefix", "Text put before every caption.")
    suffix = field("suffix", .text, kohya: "caption_suffix", "Text put behind every caption.")
    separator = field(
      "separator", .text, default: .string(","), kohya: "caption_separator", "What stands between tags.")
    secondarySeparator = field(
      "secondary_separator", .text, kohya: "secondary_separator",
      "A text that keeps tags together and becomes the separator in the end.")
    wildcard = field(
      "wildcard", .boolean, default: .boolean(false), kohya: "enable_wildcard",
      "Whether `{a|b}` and the lines of a caption are choices; otherwise only its first line is read.")
    block = Block(
      "captions", "How captions are read and changed.",
      [
        `extension`.entry, trigger.entry, shuffle.entry, keepTokens.entry, keepTokensSeparator.entry, dropout.entry,
        dropoutEveryEpochs.entry, tagDropout.entry, prefix.entry, suffix.entry, separator.entry,
        secondarySeparator.entry, wildcard.entry,
      ])
  }
}
