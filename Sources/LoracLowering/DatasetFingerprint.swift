internal import LoracDataset
internal import LoracWeights

/// The hash by which a changed dataset is noticed.
enum DatasetFingerprint {
  /// The hash over names, sizes, content digests and captions of all images, in order; 64 digits.
  static func hash(_ snapshot: DatasetSnapshot) -> String {
    var hash = SHA256()
    var bytes: [UInt8] = []
    for folder in snapshot.folders {
      bytes += folder.request.path.utf8
      bytes.append(0)
      for image in folder.images {
        bytes += image.name.bytes
        bytes.append(0)
        withUnsafeBytes(of: image.digest.bits.littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: image.byteCount.littleEndian) { bytes.append(contentsOf: $0) }
        bytes += folder.trainedCaption(of: image).utf8
        bytes.append(0)
        if bytes.count > 1 << 16 {
          hash.update(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      bytes.append(1)
    }
    hash.update(bytes)
    return hash.finalized()
  }
}
