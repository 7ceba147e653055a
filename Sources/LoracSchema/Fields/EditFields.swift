/// The fields of one edit of tags; an item has exactly one of its operations.
package enum EditFields {
  private static let tags = FieldType.either([.text, .list(.text, atLeast: 1)])

  /// `remove`.
  package static let remove = Field<SettingValue>(
    "remove", tags, "Tags to delete: names, globs such as `white *`, or groups such as `@facial-features`.")
  /// `rename`.
  package static let rename = Field<SettingValue>(
    "rename", .lists, "Tags to call otherwise: a mapping of the old name and the new one, or several.")
  /// `add`.
  package static let add = Field<SettingValue>("add", tags, "Tags to put at the end, where they are not there yet.")
  /// `prepend`.
  package static let prepend = Field<SettingValue>(
    "prepend", tags, "Tags to put in front, such as the trigger word; moved there if they stand elsewhere.")
  /// `dedupe`.
  package static let dedupe = Field<String>(
    "dedupe", .choice(["exact", "implied"]),
    "Removes tags that are there twice (`exact`), or that another one says already (`implied`): `hat` beside `baseball cap`."
  )
  /// `require`.
  package static let require = Field<SettingValue>(
    "require", tags, "Reports captions that have none of these tags, such as `@subject`; changes nothing.")
  /// `keep_only`.
  package static let keepOnly = Field<SettingValue>("keep_only", tags, "Deletes all tags but these.")
  /// `max_tags`.
  package static let maxTags = Field<Int>(
    "max_tags", .integer(1...1000), "Deletes tags from the end until this many are left.")
  /// `sort`.
  package static let sort = Field<String>(
    "sort", .choice(["frequency", "alphabet"]),
    "Orders tags by how many captions have them, most first, or by the alphabet.")
  /// `images`.
  package static let images = Field<SettingValue>(
    "images", tags,
    "The images that the edit is for, by name or glob, with or without their folder; all otherwise.")

  /// The operations, of which an item has one.
  package static let operations = [
    remove.entry, rename.entry, add.entry, prepend.entry, dedupe.entry, require.entry, keepOnly.entry, maxTags.entry,
    sort.entry,
  ]

  package static let block = Block(
    "edit", "One change of the tags: an operation, and the images it is for.", operations + [images.entry],
    item: .exactlyOne(of: operations.map(\.key)))
}
