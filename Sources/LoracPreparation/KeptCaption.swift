package import LoracFiles
internal import LoracJSON
package import LoracTaggers

/// What a tagger said of a picture, before thresholds; kept, so that these can change without the model.
package enum KeptCaption: Codable, Sendable, Hashable {
  /// Tags, with how sure it was of each.
  case scores(TagScores)
  /// A sentence.
  case sentence(String)

  /// What is kept in the file at `path`; nil if nothing is, or nothing that can be understood.
  package init?(_ path: String) {
    guard let bytes = try? FileSystem.read(path, limit: 1 << 24),
      let value = try? JSONValue.parse(String(decoding: bytes, as: UTF8.self)),
      let kept = try? JSONValueDecoder.decode(KeptCaption.self, from: value)
    else { return nil }
    self = kept
  }

  /// Keeps it in the file at `path`.
  package func write(to path: String) throws(FileError) {
    let text = (try? JSONValueEncoder.encode(self).serialized()) ?? ""
    try FileSystem.createFolders(FilePaths.parent(of: path))
    try FileSystem.write(Array((text + "\n").utf8), to: path)
  }

  /// The caption under the tagger's settings; nil if the model must run again for them.
  package func text(_ tagger: FolderPreparation.Tagger) -> String? {
    switch self {
    case .sentence(let text): return text
    case .scores(let scores):
      guard let kind = Tagger.Kind(rawValue: tagger.kind.rawValue) else { return nil }
      var selection = kind.selection
      selection.threshold = Float(tagger.threshold)
      selection.characterThreshold = Float(tagger.characterThreshold)
      return scores.suffice(for: selection) ? selection.caption(of: scores) : nil
    }
  }

  /// The least confidence that is kept for these settings: as low as anybody may ask for later.
  package static func floor(_ tagger: FolderPreparation.Tagger) -> Float {
    Float(min(0.05, tagger.threshold, tagger.characterThreshold))
  }
}
