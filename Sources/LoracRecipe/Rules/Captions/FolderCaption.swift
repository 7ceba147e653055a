internal import LoracDiagnostics
internal import LoracSchema

/// One caption setting as it holds for a folder: the folder's own, or the dataset's.
struct FolderCaption<FieldValue: SettingConvertible> {
  /// The value; nil if nothing sets it, or if it was refused.
  var value: FieldValue?
  /// A label at the value, saying the text.
  var label: (String) -> Label
  /// Whether the recipe itself or `--set` states it.
  var isOwn: Bool
}

extension Recipe {
  /// The setting that `path` selects from the captions of `folder`.
  func caption<FieldValue>(
    _ path: KeyPath<CaptionFields, Field<FieldValue>>, of folder: ImageFolder
  ) -> FolderCaption<FieldValue> {
    let own = CaptionFields.folder[keyPath: path]
    let general = CaptionFields.dataset[keyPath: path]
    let setting = folder.own[own.path] ?? settings[general.path]
    return FolderCaption(
      value: folder.value(own, or: general, in: self),
      label: { folder.label(own, or: general, in: self, $0) }, isOwn: setting.map(isOwn) ?? false)
  }

  /// Whether tags of the folder's captions are moved or left out, so that kohya takes captions apart.
  func takesTagsApart(_ folder: ImageFolder) -> Bool {
    caption(\.shuffle, of: folder).value == true || (caption(\.tagDropout, of: folder).value ?? 0) > 0
      || (kohya("token_warmup_step").flatMap { Double($0) } ?? 0) > 0
  }
}
