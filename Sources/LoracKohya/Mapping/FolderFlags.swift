internal import LoracPlan

/// A setting of one image folder: an argument for all folders, or a key of one subset of a dataset config.
struct FolderFlag: Sendable {
  /// kohya's name, the same in both places.
  let name: String
  /// The recipe's key below the folder.
  let field: String
  /// kohya's own default.
  let standard: Argument.Value?
  /// The value; nil if the folder has none.
  let get: @Sendable (FolderSettings) -> Argument.Value?
  /// Stores a value; false if it is of another kind.
  let set: @Sendable (inout FolderSettings, Argument.Value) -> Bool
}

extension FolderFlag {
  typealias Place<Value> = any (WritableKeyPath<FolderSettings, Value> & Sendable)

  /// The settings that both an argument and a subset can state.
  static let all: [FolderFlag] = [
    text("caption_extension", "captions.extension", \.captions.extension, standard: ".caption"),
    flag("shuffle_caption", "captions.shuffle", \.captions.shuffle),
    integer("keep_tokens", "captions.keep_tokens", \.captions.keepTokens),
    optionalText("keep_tokens_separator", "captions.keep_tokens_separator", \.captions.keepTokensSeparator),
    number("caption_dropout_rate", "captions.dropout", \.captions.dropout),
    integer("caption_dropout_every_n_epochs", "captions.dropout_every_epochs", \.captions.dropoutEveryEpochs),
    number("caption_tag_dropout_rate", "captions.tag_dropout", \.captions.tagDropout),
    optionalText("caption_prefix", "captions.prefix", \.captions.prefix),
    optionalText("caption_suffix", "captions.suffix", \.captions.suffix),
    text("caption_separator", "captions.separator", \.captions.separator, standard: ","),
    optionalText("secondary_separator", "captions.secondary_separator", \.captions.secondarySeparator),
    flag("enable_wildcard", "captions.wildcard", \.captions.wildcard),
    flag("flip_aug", "flip", \.flip),
    flag("color_aug", "color_augmentation", \.colorAugmentation),
    flag("random_crop", "random_crop", \.randomCrop),
  ]

  /// The argument for a folder, or nil if it has kohya's default.
  func argument(_ folder: FolderSettings) -> Argument? {
    guard let value = get(folder), value != standard else { return nil }
    return Argument(name, value)
  }

  private static func text(_ name: String, _ field: String, _ place: Place<String>, standard: String) -> FolderFlag {
    FolderFlag(
      name: name, field: field, standard: .text(standard), get: { .text($0[keyPath: place]) },
      set: { folder, value in
        guard case .text(let text) = value else { return false }
        folder[keyPath: place] = text
        return true
      })
  }

  private static func optionalText(_ name: String, _ field: String, _ place: Place<String?>) -> FolderFlag {
    FolderFlag(
      name: name, field: field, standard: nil, get: { $0[keyPath: place].map(Argument.Value.text) },
      set: { folder, value in
        guard case .text(let text) = value else { return false }
        folder[keyPath: place] = text
        return true
      })
  }

  private static func integer(_ name: String, _ field: String, _ place: Place<Int>) -> FolderFlag {
    FolderFlag(
      name: name, field: field, standard: .integer(0), get: { .integer($0[keyPath: place]) },
      set: { folder, value in
        guard case .integer(let number) = value else { return false }
        folder[keyPath: place] = number
        return true
      })
  }

  private static func number(_ name: String, _ field: String, _ place: Place<Double>) -> FolderFlag {
    FolderFlag(
      name: name, field: field, standard: .number(0), get: { .number($0[keyPath: place]) },
      set: { folder, value in
        guard case .number(let number) = value else { return false }
        folder[keyPath: place] = number
        return true
      })
  }

  private static func flag(_ name: String, _ field: String, _ place: Place<Bool>) -> FolderFlag {
    FolderFlag(
      name: name, field: field, standard: nil, get: { $0[keyPath: place] ? .flag : nil },
      set: { folder, value in
        folder[keyPath: place] = value == .flag
        return value == .flag
      })
  }
}
