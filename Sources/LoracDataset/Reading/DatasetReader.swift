internal import LoracParallel

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
      let folder = try OpenFolder(path: request.path)
      guard let indexes, let place = indexes.place(folder.descriptor, request: request) else {
        let scan = try FolderScan(folder)
        return read(scan, request, FolderSurveyor.survey(scan), known: nil)
      }
      return try readFolder(folder, request, indexes, place)
    } catch {
      return DatasetFolder(request: request, problem: error)
    }
  }

  /// Reads a folder that may have an index, and writes a new index where that is worth it.
  private static func readFolder(
    _ folder: consuming OpenFolder, _ request: FolderRequest, _ indexes: DatasetIndexStore, _ place: IndexPlace
  ) throws(DatasetFolder.Problem) -> DatasetFolder {
    let index = indexes.load(place)
    let stored = index?.listing(place.stamp)
    let scan: FolderScan
    let survey: FolderSurvey
    if let (names, listing) = stored {
      scan = FolderScan(folder, knownAs: names)
      survey = listing.survey
    } else {
      scan = try FolderScan(folder)
      survey = FolderSurveyor.survey(scan)
    }
    let count = scan.images.count
    guard count >= indexes.minimumCount else { return read(scan, request, survey, known: nil) }
    let known = KnownFiles(
      device: place.device, index: index, isListed: stored != nil, stamps: StampTable(count: count))
    let result = read(scan, request, survey, known: known)
    known.save(result.images, KnownListing(scan, survey), in: indexes, at: place)
    return result
  }

  private static func read(
    _ scan: borrowing FolderScan, _ request: FolderRequest, _ survey: FolderSurvey, known: KnownFiles?
  ) -> DatasetFolder {
    let images = readImages(scan, request, known)
    return DatasetFolder(
      request: request, images: images, survey: survey, latentCaches: latentCaches(scan, images: images))
  }

  private static func readImages(
    _ scan: borrowing FolderScan, _ request: FolderRequest, _ known: KnownFiles?
  ) -> [DatasetImage] {
    let entries = scan.images
    let reader = ImageReader(
      folder: scan.descriptor, listing: scan.listing, rules: CaptionRules(request), known: known)
    return UnchangedFiles.with(known, scan.descriptor, scan.listing, entries, reader.rules) { unchanged in
      ParallelMap.map(
        count: entries.count, scratch: { ImageReader.Scratch(captions: CaptionReader(device: known?.device)) },
        { index, scratch in reader.read(entries[index], at: index, unchanged, &scratch) })
    }
  }

  private static func latentCaches(
    _ scan: borrowing FolderScan, images: [DatasetImage]
  ) -> [LatentCacheFamily: LatentCaches] {
    var result: [LatentCacheFamily: LatentCaches] = [:]
    for family in LatentCacheFamily.allCases {
      let caches = family.caches(in: scan.listing)
      guard !caches.isEmpty else { continue }
      let sized = zip(scan.images, images).map { entry, image in
        (name: scan.listing.name(entry), size: image.header?.kohyaSize)
      }
      result[family] = LatentCaches(images: sized, caches: caches)
    }
    return result
  }
}
