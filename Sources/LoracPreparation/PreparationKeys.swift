/// Names for what is kept, which change with whatever it was made from.
package struct PreparationKeys: Sendable {
  private let picture: [String]?
  private let caption: [String]?
  /// The key of the folder that is trained.
  package let folder: String

  /// Changes when pictures come out differently by a new version of lorac.
  private static let pictureVersion = "1"
  /// Changes when taggers do.
  private static let captionVersion = "1"

  /// Keys for the folder at the absolute path `source`; `vocabulary` tells the recipe's own groups and implications.
  package init(_ preparation: FolderPreparation, source: String, captionExtension: String, vocabulary: String) {
    picture = preparation.changesPictures ? Self.picture(preparation) : nil
    caption = preparation.tagger.map(Self.caption)
    // Swift's own description of plain values names every part of them.
    folder = PreparationStore.key(
      [
        "folder", Self.pictureVersion, Self.captionVersion, source, captionExtension, "\(preparation.edits)",
        preparation.edits.isEmpty ? "" : vocabulary,
        preparation.tagger.map { "\($0.existing) \($0.threshold) \($0.characterThreshold)" } ?? "",
      ] + (picture ?? []) + (caption ?? []))
  }

  /// The key of the picture that is made from an original of that hash; nil if originals are used as they are.
  package func picture(ofOriginal hash: String) -> String? {
    picture.map { PreparationStore.key(["picture", hash] + $0) }
  }

  /// The key of what the tagger says of a picture, prepared or original; nil without a tagger.
  package func caption(ofPicture key: String) -> String? {
    caption.map { PreparationStore.key(["caption", key] + $0) }
  }

  private static func picture(_ preparation: FolderPreparation) -> [String] {
    let crop = preparation.crop.map { "\($0.rule) \($0.faces?.mark ?? "")" } ?? "no crop"
    let background =
      preparation.background.map { "\($0.model?.mark ?? "") \($0.fill?.text ?? "transparent")" } ?? "background"
    return [pictureVersion, crop, background]
  }

  /// Thresholds are applied to what is kept, so that they can change without the model.
  private static func caption(_ tagger: FolderPreparation.Tagger) -> [String] {
    let sentence = tagger.kind == .blip ? "\(tagger.beams) \(tagger.prompt ?? "")" : ""
    return [captionVersion, tagger.kind.rawValue, tagger.model.mark, tagger.tagList?.mark ?? "", sentence]
  }
}
