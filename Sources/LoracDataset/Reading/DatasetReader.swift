internal import Glibc

/// Reads image folders as sd-scripts does, without decoding and without ever writing.
package enum DatasetReader {
  /// What one thread uses for all its files.
  private struct Scratch: ~Copyable {
    var file = FileWindow()
    let captions = CaptionReader()
  }

  /// Reads the folders of the requests, each with all cores; problems are facts in the result.
  package static func read(_ requests: [FolderRequest]) -> DatasetSnapshot {
    DatasetSnapshot(folders: requests.map(readFolder))
  }

  private static func readFolder(_ request: FolderRequest) -> DatasetFolder {
    do throws(DatasetFolder.Problem) {
      let scan = try FolderScan(path: request.path)
      let images = readImages(scan, rules: CaptionRules(request))
      return DatasetFolder(
        request: request, images: images, survey: FolderSurveyor.survey(scan),
        latentCaches: latentCaches(scan, images: images))
    } catch {
      return DatasetFolder(request: request, problem: error)
    }
  }

  private static func readImages(_ scan: borrowing FolderScan, rules: CaptionRules) -> [DatasetImage] {
    let folder = scan.descriptor
    let listing = scan.listing
    let entries = scan.images
    return ParallelMap.map(count: entries.count, scratch: { Scratch() }) { index, scratch in
      let entry = entries[index]
      let name = listing.name(entry)
      let file = readFile(entry, listing: listing, folder: folder, file: &scratch.file)
      let caption = scratch.captions.read(stem: name[..<FolderScan.stemEnd(name)], folder: folder, rules: rules)
      return DatasetImage(
        name: FileName(bytes: name), byteCount: file.byteCount, digest: file.digest, header: file.outcome.header,
        problem: file.outcome.problem, caption: caption)
    }
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

  private struct File {
    var byteCount = 0
    var digest = ContentDigest(bits: 0)
    var outcome: ImageHeaderReader.Outcome
  }

  private static func readFile(
    _ entry: FolderListing.Entry, listing: FolderListing, folder: Int32, file: inout FileWindow
  ) -> File {
    // The kind comes first: opening a pipe or device could wait or have effects.
    switch listing.resolve(entry, in: folder) {
    case .file: break
    case nil: return File(outcome: .init(problem: .brokenLink))
    default: return File(outcome: .init(problem: .notAFile))
    }
    let code = listing.withName(entry) { file.open(in: folder, name: $0) } ?? ENOENT
    defer { file.shut() }
    guard code == 0 else { return File(outcome: .init(problem: .unreadable(errno: code))) }
    let digest = file.quickDigest()
    return File(byteCount: file.size, digest: digest, outcome: ImageHeaderReader.read(&file))
  }
}
