package import LoracFiles
internal import LoracJSON

/// What a prepared folder was made from; kept beside it once it is complete.
package struct MadeFolder: Codable, Sendable, Hashable {
  /// One original and its copy.
  package struct Image: Codable, Sendable, Hashable {
    /// The original's name.
    package var original: String
    /// What the file system said of it.
    package var identity: FileIdentity
    /// The hash of its content; nil where nothing depends on it.
    package var hash: String?
    /// The copy's name.
    package var name: String

    /// An original and its copy.
    package init(original: String, identity: FileIdentity, hash: String?, name: String) {
      self.original = original
      self.identity = identity
      self.hash = hash
      self.name = name
    }
  }

  /// The version of this file.
  package var version = 1
  /// The originals' folder, absolute.
  package var source: String
  /// The images, in the order of the originals' names.
  package var images: [Image]

  /// A folder made from `images` in `source`.
  package init(source: String, images: [Image]) {
    self.source = source
    self.images = images
  }

  /// What is told in the folder `home`; nil if nothing is, or nothing that can be understood.
  package init?(in home: String) {
    guard let bytes = try? FileSystem.read(Self.path(home), limit: 1 << 28),
      let value = try? JSONValue.parse(String(decoding: bytes, as: UTF8.self)),
      let made = try? JSONValueDecoder.decode(MadeFolder.self, from: value), made.version == 1
    else { return nil }
    self = made
  }

  /// Whether something is told in the folder `home`, as since a process had the folder complete.
  package static func isTold(in home: String) -> Bool { FileSystem.kind(of: path(home)) == .file }

  /// Tells it in the folder `home`.
  package func write(to home: String) throws(FileError) {
    let text = (try? JSONValueEncoder.encode(self).serialized(pretty: true)) ?? ""
    try FileSystem.write(Array((text + "\n").utf8), to: Self.path(home))
  }

  /// Takes back what is told in the folder `home`, before anything in it changes.
  package static func remove(from home: String) throws(FileError) { try FileSystem.remove(path(home)) }

  private static func path(_ home: String) -> String { home + "/made.json" }
}
