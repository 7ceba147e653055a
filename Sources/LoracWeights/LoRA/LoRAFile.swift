internal import LoracArchitectures
package import LoracFiles
internal import LoracHash

/// A LoRA file in the making: tensors and metadata as kohya's `save_weights` writes them.
///
/// Tensors stand in the order of safetensors' writer (by type, then by name), metadata in the order given: the reference
/// writer shuffles metadata anew each time, so no reader depends on it. Two hashes are added to the metadata.
package struct LoRAFile {
  /// The metadata with the two hashes at its end.
  package let metadata: [(key: String, value: String)]
  private let header: [UInt8]
  private let data: [UInt8]

  /// Joins tensors, in any order, and metadata; numbers are rounded to the types they are stored in.
  ///
  /// With `metadata` empty, the file has the hashes only, as kohya's has.
  package init(_ tensors: [LoRATensor], metadata: [(key: String, value: String)]) {
    let sorted = AdapterTensor.inFileOrder(tensors) { $0.tensor }
    var data: [UInt8] = []
    data.reserveCapacity(sorted.reduce(0) { $0 + $1.tensor.byteCount })
    for tensor in sorted { data += tensor.bytes }
    let names = sorted.map(\.tensor)
    // sd-scripts library/train_util.py:3259-3299: both hashes are those of a file with no metadata but kohya's `ss_`.
    let kept = metadata.filter { $0.key.hasPrefix("ss_") }
    let plainHeader = SafetensorsWriter.header(names, metadata: kept)
    var hash = SHA256()
    hash.update(data)
    let all =
      metadata + [
        (key: "sshs_model_hash", value: hash.finalized()),
        (key: "sshs_legacy_hash", value: Self.legacyHash(plainHeader, data)),
      ]
    self.metadata = all
    header = SafetensorsWriter.header(names, metadata: all)
    self.data = data
  }

  /// The size of the file in bytes.
  package var byteCount: Int { header.count + data.count }

  /// The bytes of the file.
  package var bytes: [UInt8] { header + data }

  /// Writes the file under a temporary name beside `path` and renames it, so that no reader sees half a file.
  package func write(to path: String) throws(FileError) { try FileSystem.write([header, data], to: path) }

  /// 8 digits of the SHA-256 over 64 KiB at 1 MiB; the hash of nothing for smaller files.
  private static func legacyHash(_ header: [UInt8], _ data: [UInt8]) -> String {
    let window = 0x100000..<0x110000
    var hash = SHA256()
    hash.update(Array(header[window.clamped(to: 0..<header.count)]))
    let inData = max(0, window.lowerBound - header.count)..<max(0, window.upperBound - header.count)
    hash.update(Array(data[inData.clamped(to: 0..<data.count)]))
    return String(hash.finalized().prefix(8))
  }
}
