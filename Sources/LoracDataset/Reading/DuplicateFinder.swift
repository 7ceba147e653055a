internal import LoracParallel

/// Finds images with the same bytes, within a folder and across folders.
package enum DuplicateFinder {
  /// Groups of at least two images with equal content, each in the order of the snapshot, by their first image.
  ///
  /// Only files whose quick digests agree are read, and those are compared byte by byte. Files that changed or vanished
  /// since the snapshot count as different.
  package static func groups(in snapshot: DatasetSnapshot) -> [[DatasetSnapshot.ImageIndex]] {
    let candidates = sameDigest(in: snapshot)
    guard !candidates.isEmpty else { return [] }
    let result = ParallelMap.map(count: candidates.count, chunk: 1, scratch: { FileComparison() }) {
      place, comparison in
      distinct(candidates[place], in: snapshot, by: comparison)
    }
    return result.flatMap(\.self).sorted { $0[0] < $1[0] }
  }

  /// Images by digest, those alone left out.
  private static func sameDigest(in snapshot: DatasetSnapshot) -> [[DatasetSnapshot.ImageIndex]] {
    var seen = HashSet(capacity: snapshot.folders.reduce(0) { $0 + $1.images.count })
    var repeated: Set<ContentDigest> = []
    for folder in snapshot.folders {
      // By place: a copy of every image would cost more than the look at it.
      for place in folder.images.indices where folder.images[place].byteCount > 0 {
        let digest = folder.images[place].digest
        if !seen.insert(digest.bits) { repeated.insert(digest) }
      }
    }
    guard !repeated.isEmpty else { return [] }
    var groups: [ContentDigest: [DatasetSnapshot.ImageIndex]] = [:]
    for (folder, read) in snapshot.folders.enumerated() {
      for (place, image) in read.images.enumerated() where image.byteCount > 0 && repeated.contains(image.digest) {
        groups[image.digest, default: []].append(.init(folder: folder, image: place))
      }
    }
    return groups.values.filter { $0.count > 1 }
  }

  /// Splits images of one digest into groups of equal bytes.
  private static func distinct(
    _ images: [DatasetSnapshot.ImageIndex], in snapshot: DatasetSnapshot, by comparison: borrowing FileComparison
  ) -> [[DatasetSnapshot.ImageIndex]] {
    var groups: [[DatasetSnapshot.ImageIndex]] = []
    for image in images {
      let path = path(of: image, in: snapshot)
      let place = groups.firstIndex { comparison.areEqual(self.path(of: $0[0], in: snapshot), path) }
      if let place { groups[place].append(image) } else { groups.append([image]) }
    }
    return groups.filter { $0.count > 1 }
  }

  private static func path(of index: DatasetSnapshot.ImageIndex, in snapshot: DatasetSnapshot) -> [UInt8] {
    Array("\(snapshot.folders[index.folder].request.path)/".utf8) + snapshot[index].name.bytes
  }
}
