internal import LoracHash
internal import LoracParallel

/// What tells one state of a dataset from another, wherever it lies and whenever its files were written.
package struct DatasetFingerprint: Hashable, Sendable {
  /// Fingerprint of each folder, in order: 64 hexadecimal digits.
  package let folders: [String]
  /// Fingerprint of all: 64 hexadecimal digits.
  package let whole: String

  /// The fingerprint of a snapshot.
  ///
  /// SHA-256 over repeats, class tokens and regularization of the folders and over a 64-bit digest of each image: name,
  /// size, quick digest, caption. A change within a large file that leaves its size, first and last 4 KiB alone is not
  /// seen.
  package init(_ snapshot: DatasetSnapshot) {
    folders = snapshot.folders.map(Self.fingerprint)
    var hash = SHA256()
    hash.update(Array("lorac dataset 1\n".utf8))
    for folder in folders { hash.update(Array("\(folder)\n".utf8)) }
    whole = hash.finalized()
  }

  private static func fingerprint(_ folder: DatasetFolder) -> String {
    let request = folder.request
    let images = folder.images
    let words = ParallelMap.map(count: images.count, chunk: 4096, scratch: { 0 }) { place, _ in
      word(of: images[place])
    }
    var hash = SHA256()
    let head = [
      "\(folder.repeats)", request.isRegularization ? "regularization" : "training",
      folder.classTokens.map { "=\($0)" } ?? "none", "\(images.count)", "",
    ]
    hash.update(Array(head.joined(separator: "\n").utf8))
    // Little-endian, whatever the machine.
    hash.update(words.map(\.littleEndian).withUnsafeBytes { Array($0) })
    return hash.finalized()
  }

  /// Name, size, quick digest and caption of an image as one number.
  private static func word(of image: DatasetImage) -> UInt64 {
    var hash = ContentHash(seed: UInt64(image.byteCount))
    hash.combine(image.digest.bits)
    hash.combine(image.name.undecodable, orText: image.name.text)
    hash.combine(nil, orText: image.caption.text ?? "")
    hash.combine(image.caption.text == nil ? (image.caption.problem == nil ? 1 : 2) : 3)
    return hash.finish().bits
  }
}

extension ContentHash {
  /// Adds a number.
  fileprivate mutating func combine(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { combine($0) }
  }

  /// Adds bytes, or a text where there are none.
  fileprivate mutating func combine(_ bytes: [UInt8]?, orText text: String) {
    if let bytes {
      bytes.withUnsafeBytes { combine($0) }
    } else {
      var text = text
      text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }
  }
}
