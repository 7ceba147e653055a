internal import LoracHash

/// The two hashes of a model file that kohya stores beside a LoRA: `ss_sd_model_hash` and `ss_new_sd_model_hash`.
///
/// Equal to sd-scripts library/train_util.py:3223-3256.
package struct ModelHashes: Sendable, Hashable {
  /// 8 digits of the SHA-256 over 64 KiB at 1 MiB, as the first web UIs had it.
  package let short: String
  /// The SHA-256 of the whole file: 64 digits.
  package let full: String

  private static let pieceByteCount = 1 << 22

  /// Hashes that were computed before.
  package init(short: String, full: String) {
    self.short = short
    self.full = full
  }

  /// Hashes the model at `path`; a folder gives `IsADirectory` twice and a path that does not exist nil, as kohya has it.
  ///
  /// Reads the whole file, which takes seconds for a large checkpoint.
  package static func of(_ path: String) throws(SafetensorsError) -> ModelHashes? {
    let file: ReadableFile
    do {
      file = try ReadableFile(path)
    } catch .folder {
      return ModelHashes(short: "IsADirectory", full: "IsADirectory")
    } catch .missing {
      return nil
    }
    var hash = SHA256()
    // Piece by piece: a mapping of the whole file would count as this process's memory, and be the run's peak.
    for start in stride(from: 0, to: file.byteCount, by: Self.pieceByteCount) {
      hash.update(try file.read(start..<start + Self.pieceByteCount))
    }
    return ModelHashes(short: try ModelFingerprint.shortHash(file), full: hash.finalized())
  }
}
