internal import LoracFiles
internal import LoracHash

/// Where prepared copies are kept: pictures and raw captions by what they were made from, and folders of them to train.
///
///     pictures/3f/3f2a….png     a prepared picture, by the hash of the original and of what was done
///     captions/9c/9c01….json    what a tagger said of a prepared picture
///     folders/5e1d…/30_cat/     what is trained: links to pictures, and captions after the edits
///     folders/5e1d…/made.json   what that folder was made from; absent while it is being made
///     hashes/77ab….txt          hashes of originals
package struct PreparationStore: Sendable, Hashable {
  /// The folder of everything below.
  package let root: String

  /// A store in the folder `root`, which is made when needed.
  package init(_ root: String) { self.root = root }

  /// The prepared picture of a key.
  package func picture(_ key: String) -> String { "\(root)/pictures/\(key.prefix(2))/\(key).png" }

  /// What a tagger said, of a key.
  package func caption(_ key: String) -> String { "\(root)/captions/\(key.prefix(2))/\(key).json" }

  /// Where the copies of a folder and what tells about them lie.
  package func home(_ key: String) -> String { "\(root)/folders/\(key)" }

  /// The hashes of the originals in the folder at the absolute path `source`.
  package func hashes(of source: String) -> ContentHashes {
    ContentHashes(index: "\(root)/hashes/\(Self.key(["hashes", source])).txt")
  }

  /// A key for parts that are never mixed up: 32 digits of a SHA-256 hash.
  package static func key(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in parts { hash.update(Array("\(part.utf8.count):\(part)".utf8)) }
    return String(hash.finalized().prefix(32))
  }
}
