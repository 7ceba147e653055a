/// Reads image folders as sd-scripts does, without decoding and without ever writing.
package enum DatasetReader {
  /// Reads the folders of the requests, each with all cores; problems are facts in the result.
  ///
  /// - Parameters:
  ///   - requests: The folders.
  ///   - indexes: Where to keep what is found, so that the next read opens only files that changed; the result is the
  ///     same with and without.
  /// - Returns: One folder per request.
  package static func read(_ requests: [FolderRequest], indexes: DatasetIndexStore? = nil) -> DatasetSnapshot {
    DatasetSnapshot(folders: requests.map { readFolder($0, indexes) })
  }

  private static func readFolder(_ request: FolderRequest, _ indexes: DatasetIndexStore?) -> DatasetFolder {
    do throws(DatasetFolder.Problem) {
      let scan = try FolderScan(path: request.path)
      let images = readImages(scan, request, indexes)
      return DatasetFolder(
        request: request, images: images, survey: FolderSurveyor.survey(scan),
        latentCaches: latentCaches(scan, images: images))
    } catch {
      return DatasetFolder(request: request, problem: error)
    }
  }

  private static func readImages(
    _ scan: borrowing FolderScan, _ request: FolderRequest, _ indexes: DatasetIndexStore?
  ) -> [DatasetImage] {
    let entries = scan.images
    let place = indexes?.place(scan.descriptor, request: request, count: entries.count)
    let known = place.map { place in
      KnownFiles(
        device: place.device, index: indexes?.load(place), stamps: StampTable(count: entries.count))
    }
    let reader = ImageReader(
      folder: scan.descriptor, listing: scan.listing, rules: CaptionRules(request), known: known)
    let images = ParallelMap.map(
      count: entries.count, scratch: { ImageReader.Scratch(captions: CaptionReader(device: place?.device)) },
      { index, scratch in reader.read(entries[index], at: index, &scratch) })
    if let indexes, let place, let known { known.save(images, in: indexes, at: place) }
    return images
  }

  private static func latentCaches(
    _ scan: borrowing FolderScan, images: [DatasetImage]
  ) -> [LatentCacheFamily: LatentCaches] {
    var result: [LatentCacheFamily: LatentCaches] = [:]
    for family in LatentCacheFamily.allCases {
      let suffix = Array(family.rawValue.utf8)
      var caches: [ArraySlice<UInt8>] = []
      for entry in scan.listing.entries where entry.standing == .other {
        let name = scan.listing.name(entry)
        if name.suffix(suffix.count).elementsEqual(suffix), name.first != UInt8(ascii: ".") { caches.append(name) }
      }
      guard !caches.isEmpty else { continue }
      let sized = zip(scan.images, images).map { entry, image in
        (name: scan.listing.name(entry), size: image.header?.kohyaSize)
      }
      result[family] = LatentCaches(images: sized, caches: caches)
    }
    return result
  }
}
