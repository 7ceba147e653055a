/// Finds out what stands in a folder beside its trained images.
enum FolderSurveyor {
  /// The survey of a scanned folder.
  static func survey(_ scan: borrowing FolderScan) -> FolderSurvey {
    var survey = FolderSurvey()
    var stems = Set<UInt64>(minimumCapacity: scan.images.count)
    var reported: Set<UInt64> = []
    for entry in scan.images {
      let name = scan.listing.name(entry)
      let stem = stemHash(name)
      if !stems.insert(stem).inserted, reported.insert(stem).inserted {
        survey.sharedStems.append(FileName(bytes: name))
      }
    }
    var counts: [ArraySlice<UInt8>: (files: Int, matching: Int)] = [:]
    for entry in scan.listing.entries {
      let name = scan.listing.name(entry)
      let standing = ImageExtensions.standing(of: name)
      guard standing != .image else { continue }
      let kind = scan.listing.resolve(entry, in: scan.descriptor)
      if kind == .folder {
        let images = imageCount(inside: entry, of: scan)
        if images > 0 { survey.nestedFolders.append(.init(name: FileName(bytes: name), images: images)) }
      } else if standing == .unseenImage {
        survey.unseenImages.append(FileName(bytes: name))
      } else {
        let matching = stems.contains(stemHash(name)) ? 1 : 0
        let old = counts[name[FolderScan.stemEnd(name)...], default: (0, 0)]
        counts[name[FolderScan.stemEnd(name)...]] = (old.files + 1, old.matching + matching)
      }
    }
    survey.unseenImages.sort { PythonNameOrder.precedes($0.bytes, $1.bytes) }
    survey.nestedFolders.sort { PythonNameOrder.precedes($0.name.bytes, $1.name.bytes) }
    survey.otherFiles = counts.map { fileExtension, count in
      FolderSurvey.ExtensionCount(
        fileExtension: String(decoding: fileExtension, as: UTF8.self), files: count.files,
        matchingImages: count.matching)
    }
    survey.otherFiles.sort { $0.files != $1.files ? $0.files > $1.files : $0.fileExtension < $1.fileExtension }
    return survey
  }

  private static func stemHash(_ name: ArraySlice<UInt8>) -> UInt64 {
    var hash = ContentHash(seed: 0)
    name[..<FolderScan.stemEnd(name)].withUnsafeBytes { hash.combine($0) }
    return hash.finish().bits
  }

  /// Trained images directly in a folder of the folder; 0 where it cannot be listed.
  private static func imageCount(inside entry: FolderListing.Entry, of scan: borrowing FolderScan) -> Int {
    guard let listing = scan.listing.listFolder(entry, in: scan.descriptor) else { return 0 }
    return listing.entries.count { ImageExtensions.standing(of: listing.name($0)) == .image }
  }
}
