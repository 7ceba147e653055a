package import LoracDiagnosticRendering
package import LoracJSON
package import LoracTags

/// What changed between the edited captions of two states of a dataset.
package struct TagDifference: Sendable {
  /// One image whose caption differs.
  package struct Image: Sendable, Hashable {
    /// The image.
    package var name: String
    /// The caption in the older state; nil if it had none.
    package var before: String?
    /// The caption in the newer state; nil if it has none.
    package var after: String?
    /// Tags that are gone.
    package var removed: [String]
    /// Tags that are new.
    package var added: [String]
    /// Whether only one of the states has the image.
    package var isNew = false
    /// Whether only the older state has the image.
    package var isGone = false
  }

  /// The images that differ, in the newer order, then those that are gone.
  package let images: [Image]
  /// Images that are the same.
  package let same: Int

  /// Compares two states; images are the same if folder and file are.
  package init(from old: [EditedCaption], to new: [EditedCaption]) {
    var before: [String: EditedCaption] = [:]
    for caption in old { before[Self.key(caption)] = caption }
    var images: [Image] = []
    var seen: Set<String> = []
    for caption in new {
      seen.insert(Self.key(caption))
      let earlier = before[Self.key(caption)]
      if let earlier, earlier.text == caption.text { continue }
      var image = Self.image(caption.image.name, from: earlier, to: caption)
      image.isNew = earlier == nil
      images.append(image)
    }
    same = new.count - images.count
    for caption in old where !seen.contains(Self.key(caption)) {
      var image = Self.image(caption.image.name, from: caption, to: nil)
      image.isGone = true
      images.append(image)
    }
    self.images = images
  }

  private static func key(_ caption: EditedCaption) -> String { "\(caption.image.folder)/\(caption.image.file)" }

  private static func image(_ name: String, from old: EditedCaption?, to new: EditedCaption?) -> Image {
    let (before, after) = (old?.tags.flatMap(\.self) ?? [], new?.tags.flatMap(\.self) ?? [])
    return Image(
      name: name, before: old?.text, after: new?.text, removed: Self.missing(before, in: after),
      added: Self.missing(after, in: before))
  }

  private static func missing(_ tags: [String], in others: [String]) -> [String] {
    var counts: [TagKey: Int] = [:]
    for tag in others { counts[TagKey(tag), default: 0] += 1 }
    return tags.filter { tag in
      let count = counts[TagKey(tag), default: 0]
      counts[TagKey(tag)] = count - 1
      return count <= 0
    }
  }

  /// A page for people; `revision` names the older state.
  package func text(revision: String, palette: Palette = .plain) -> String {
    guard !images.isEmpty else { return "all \(Count.text(same, "caption")) as in \(revision)\n" }
    var lines = ["\(Count.text(images.count, "caption")) different from \(revision), \(same) the same"]
    for image in images {
      let note = image.isNew ? "  new" : image.isGone ? "  gone" : ""
      lines += ["", palette.paint(VisibleText.escape(image.name), .emphasis) + note]
      if !image.removed.isEmpty { lines.append(Self.line("-", image.removed, palette, .removed)) }
      if !image.added.isEmpty { lines.append(Self.line("+", image.added, palette, .added)) }
      if image.removed.isEmpty, image.added.isEmpty {
        lines.append("  the same tags, in another order or spelling")
        lines.append(Self.line("=", [image.after ?? ""], palette, .secondary))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ mark: String, _ tags: [String], _ palette: Palette, _ style: Palette.Style) -> String {
    palette.paint("  \(mark) \(VisibleText.escape(tags.joined(separator: ", ")))", style)
  }

  /// The difference as JSON.
  package var value: JSONValue {
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return [
      "same": .integer(same),
      "images": .array(
        images.map { image in
          [
            "image": .string(image.name), "state": image.isNew ? "new" : image.isGone ? "gone" : "changed",
            "before": text(image.before), "after": text(image.after),
            "removed": .array(image.removed.map { .string($0) }), "added": .array(image.added.map { .string($0) }),
          ]
        }),
    ]
  }
}
