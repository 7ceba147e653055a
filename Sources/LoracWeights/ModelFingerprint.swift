internal import LoracHash

/// Hashes that tell models apart without reading gigabytes.
struct ModelFingerprint {
  private var hash = SHA256()
  private static let window = 1 << 14

  /// Adds a file: its name, size, first and last 16 KiB.
  mutating func add(_ file: borrowing ReadableFile, name: String) throws(SafetensorsError) {
    hash.update(Array("\(name)\n\(file.byteCount)\n".utf8))
    hash.update(try file.read(0..<Self.window))
    hash.update(try file.read(max(Self.window, file.byteCount - Self.window)..<max(Self.window, file.byteCount)))
  }

  /// The hash over all files added.
  func finalized() -> String { hash.finalized() }

  /// The short hash that kohya and the older web UIs use: 8 digits of the SHA-256 over 64 KiB at 1 MiB.
  ///
  /// A file that ends before that place gives the hash of nothing (sd-scripts library/train_util.py:3223).
  static func shortHash(_ file: borrowing ReadableFile) throws(SafetensorsError) -> String {
    var hash = SHA256()
    hash.update(try file.read(0x100000..<0x110000))
    return String(hash.finalized().prefix(8))
  }
}
