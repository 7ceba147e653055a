package import LoracFiles
internal import LoracHash
internal import Synchronization

/// The SHA-256 hashes of files, kept from one time to the next as long as a file does not change.
///
/// A class because threads share what was found.
package final class ContentHashes: Sendable {
  private struct Entry: Sendable {
    var identity: FileIdentity
    var hash: String
    /// Whether it was asked for in this run; others are forgotten when it is saved.
    var isUsed: Bool
  }

  private let index: String
  private let entries: Mutex<[String: Entry]>

  /// The hashes kept in the file `index`; none if it is missing or damaged.
  package init(index: String) {
    self.index = index
    var entries: [String: Entry] = [:]
    let text = (try? FileSystem.read(index, limit: 1 << 28)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 5)
      guard parts.count == 6, let inode = UInt64(parts[1]), let size = Int(parts[2]), let modified = Int(parts[3]),
        let changed = Int(parts[4]), parts[0].utf8.count == 64
      else { continue }
      let identity = FileIdentity(inode: inode, size: size, modified: modified, changed: changed)
      entries[String(parts[5])] = Entry(identity: identity, hash: String(parts[0]), isUsed: false)
    }
    self.entries = Mutex(entries)
  }

  /// The hash of the file at `path`, if it is known and the file has not changed.
  package func known(_ path: String) -> String? {
    guard let identity = FileIdentity(path) else { return nil }
    return known(path, identity)
  }

  private func known(_ path: String, _ identity: FileIdentity) -> String? {
    entries.withLock { entries in
      guard entries[path]?.identity == identity else { return nil }
      entries[path]?.isUsed = true
      return entries[path]?.hash
    }
  }

  /// The bytes of the file at `path` and their hash.
  package func read(_ path: String, limit: Int) throws(FileError) -> (bytes: [UInt8], hash: String) {
    let identity = FileIdentity(path)
    identity?.rest()
    let bytes = try FileSystem.read(path, limit: limit)
    var hash = SHA256()
    hash.update(bytes)
    let text = hash.finalized()
    // Only what did not change while it was read is remembered.
    if let identity, identity == FileIdentity(path), !path.contains("\n") {
      entries.withLock { $0[path] = Entry(identity: identity, hash: text, isUsed: true) }
    }
    return (bytes, text)
  }

  /// The hash of the file at `path`; it is read only if it is not known.
  package func hash(_ path: String, limit: Int) throws(FileError) -> String {
    if let hash = known(path) { return hash }
    return try read(path, limit: limit).hash
  }

  /// Keeps the hashes that were asked for.
  package func save() throws(FileError) {
    let lines = entries.withLock { entries in
      entries.filter(\.value.isUsed).sorted { $0.key < $1.key }.map { path, entry in
        let identity = entry.identity
        return "\(entry.hash) \(identity.inode) \(identity.size) \(identity.modified) \(identity.changed) \(path)\n"
      }
    }
    try FileSystem.createFolders(FilePaths.parent(of: index))
    try FileSystem.write(Array(lines.joined().utf8), to: index)
  }
}

extension FileIdentity {
  /// An identity of these numbers.
  init(inode: UInt64, size: Int, modified: Int, changed: Int) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }
}
