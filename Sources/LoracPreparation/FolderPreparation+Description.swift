internal import LoracCropping
internal import LoracImages

extension FolderPreparation {
  /// What is done, step by step, in words.
  package var description: [String] {
    [backgroundText, cropText, taggerText, editText].compactMap(\.self)
  }

  private var backgroundText: String? {
    background.map { background in
      let fill = background.fill?.name ?? "transparent"
      guard let model = background.model else { return "transparent parts \(fill == "transparent" ? "kept" : fill)" }
      return "background removed by \(name(model)), \(fill)"
    }
  }

  private var cropText: String? {
    guard let crop else { return nil }
    let sizes = crop.rule.sizes.map { "\($0.width)×\($0.height)" }.joined(separator: " or ")
    let upscale = crop.rule.allowsUpscale ? ", small ones enlarged" : ""
    switch crop.rule.mode {
    case .none: return "turned upright, in sRGB"
    case .center: return "cropped to \(sizes) around the middle" + upscale
    case .focus:
      let faces = crop.faces.map { ", faces found by \(name($0))" } ?? ""
      return "cropped to \(sizes) around the subject" + faces + upscale
    }
  }

  private var taggerText: String? {
    guard let tagger else { return nil }
    let existing =
      switch tagger.existing {
      case .keep: "where there is no caption"
      case .replace: "in place of captions"
      case .append: "behind captions"
      }
    switch tagger.kind {
    case .blip: return "sentences by BLIP (\(name(tagger.model))), \(existing)"
    case .wd14, .deepbooru:
      return "tags by \(name(tagger.model)) from \(tagger.threshold) on, \(existing)"
    }
  }

  private var editText: String? {
    guard !edits.isEmpty else { return nil }
    return edits.count == 1 ? "tags edited once" : "tags edited in \(edits.count) steps"
  }

  private func name(_ model: ModelFile) -> String {
    model.path.split(separator: "/").last.map(String.init) ?? model.path
  }
}
