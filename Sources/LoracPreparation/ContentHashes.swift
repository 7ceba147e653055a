internal import LoracDataset
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
  /// By path, in its bytes: accents can be written in two ways.
  private let entries: Mutex<[FileName: Entry]>

  /// The hashes kept in the file `index`; none if it is missing or damaged.
  package init(index: String) {
    self.index = index
    var entries: [FileName: Entry] = [:]
    let text = (try? FileSystem.read(index, limit: 1 << 28)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 5)
      guard parts.count == 6, let inode = UInt64(parts[1]), let size = Int(parts[2]), let modified = Int(parts[3]),
        let changed = Int(parts[4]), parts[0].utf8.count == 64
      else { continue }
      let identity = FileIdentity(inode: inode, size: size, modified: modified, changed: changed)
      entries[FileName(Self.unescaped(parts[5]))] = Entry(identity: identity, hash: String(parts[0]), isUsed: false)
    }
    self.entries = Mutex(entries)
  }

  /// The hash of the file at `path`, if it is known and the file has not changed.
  package func known(_ path: String) -> String? {
    guard let identity = FileIdentity(path) else { return nil }
    return known(path, identity)
  }

  private func known(_ path: String, _ identity: FileIdentity) -> String? {
    let name = FileName(path)
    return entries.withLock { entries in
      guard entries[name]?.identity == identity else { return nil }
      entries[name]?.isUsed = true
      return entries[name]?.hash
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
    if let identity, identity == FileIdentity(path) {
      entries.withLock { $0[FileName(path)] = Entry(identity: identity, hash: text, isUsed: true) }
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
      entries.filter(\.value.isUsed).sorted { $0.key.precedes($1.key) }.map { path, entry in
        let identity = entry.identity
        return "\(entry.hash) \(identity.inode) \(identity.size) \(identity.modified) \(identity.changed) "
          + "\(Self.escaped(path.text))\n"
      }
    }
    try FileSystem.createFolders(FilePaths.parent(of: index))
    try FileSystem.write(Array(lines.joined().utf8), to: index)
  }

  /// A path in one line: `\n` for a line break, `\\` for a backslash.
  private static func escaped(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\\") }) else { return path }
    let bytes = path.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      default: [byte]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      if isEscape {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscape = false
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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
