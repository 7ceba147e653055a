internal import LoracPreparation
internal import LoracSchema
internal import LoracTags

/// The edits of a recipe in the words of LoracTags, each with where it stands.
struct EditLowering {
  /// One edit.
  struct Edit {
    var edit: TagEdit
    /// Its values, for places.
    var item: Settings
  }

  /// The edits that a list states.
  static func edits(_ value: SettingValue?) -> [Edit] {
    guard case .list(let items)? = value else { return [] }
    return items.compactMap { item in
      guard case .record(let settings) = item, let operation = operation(settings) else { return nil }
      return Edit(edit: TagEdit(operation, images: texts(settings[EditFields.images])), item: settings)
    }
  }

  /// Names with the texts of each, such as the recipe's groups, in its order.
  static func lists(_ field: Field<SettingValue>, in settings: Settings) -> [(name: String, entries: [String])] {
    settings.paths(under: field.path).map { path in
      (String(path.dropFirst(field.path.count + 1)), texts(settings[path]?.value))
    }
  }

  private static func operation(_ item: Settings) -> TagEdit.Operation? {
    let renamings = lists(EditFields.rename, in: item)
    if !renamings.isEmpty {
      return .rename(renamings.map { TagEdit.Renaming($0.name, $0.entries.joined(separator: ", ")) })
    }
    if let names = item[EditFields.remove] { return .remove(texts(names)) }
    if let tags = item[EditFields.add] { return .add(texts(tags)) }
    if let tags = item[EditFields.prepend] { return .prepend(texts(tags)) }
    if let names = item[EditFields.require] { return .require(texts(names)) }
    if let names = item[EditFields.keepOnly] { return .keepOnly(texts(names)) }
    if let kind = item[EditFields.dedupe] { return TagEdit.Redundancy(rawValue: kind).map { .dedupe($0) } }
    if let order = item[EditFields.sort] { return TagEdit.Order(rawValue: order).map { .sort($0) } }
    return item[EditFields.maxTags].map { .limit($0) }
  }

  private static func texts(_ value: SettingValue?) -> [String] {
    switch value {
    case .string(let text)?: [text]
    case .list(let items)?: items.compactMap { String($0) }
    default: []
    }
  }
}
