/// Finds out what stands in a folder beside its trained images.
enum FolderSurveyor {
  /// The survey of a scanned folder.
  static func survey(_ scan: borrowing FolderScan) -> FolderSurvey {
    var survey = FolderSurvey()
    var stems = HashSet(capacity: scan.images.count)
    var shared: Set<UInt64> = []
    for entry in scan.images {
      let name = scan.listing.name(entry)
      let stem = stemHash(name)
      if !stems.insert(stem), shared.insert(stem).inserted { survey.sharedStems.append(FileName(bytes: name)) }
    }
    var counts = ExtensionCounts()
    for entry in scan.listing.entries where entry.standing != .image {
      let name = scan.listing.name(entry)
      if scan.listing.resolve(entry, in: scan.descriptor) == .folder {
        let images = imageCount(inside: entry, of: scan)
        if images > 0 { survey.nestedFolders.append(.init(name: FileName(bytes: name), images: images)) }
      } else if entry.standing == .unseenImage {
        survey.unseenImages.append(FileName(bytes: name))
      } else {
        counts.add(name[FolderScan.stemEnd(name)...], matches: stems.contains(stemHash(name)))
      }
    }
    survey.unseenImages.sort { PythonNameOrder.precedes($0.bytes, $1.bytes) }
    survey.nestedFolders.sort { PythonNameOrder.precedes($0.name.bytes, $1.name.bytes) }
    survey.otherFiles = counts.sorted
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
    return listing.entries.count { $0.standing == .image }
  }
}

/// Counts files by extension; runs of one extension cost no hashing.
private struct ExtensionCounts {
  private var places: [ArraySlice<UInt8>: Int] = [:]
  private var extensions: [ArraySlice<UInt8>] = []
  private var counts: [FolderSurvey.ExtensionCount] = []
  private var last = 0

  mutating func add(_ fileExtension: ArraySlice<UInt8>, matches: Bool) {
    if last >= extensions.count || extensions[last] != fileExtension { last = place(of: fileExtension) }
    counts[last].files += 1
    if matches { counts[last].matchingImages += 1 }
  }

  private mutating func place(of fileExtension: ArraySlice<UInt8>) -> Int {
    if let place = places[fileExtension] { return place }
    places[fileExtension] = extensions.count
    extensions.append(fileExtension)
    let text = String(decoding: fileExtension, as: UTF8.self)
    counts.append(.init(fileExtension: text, files: 0, matchingImages: 0))
    return extensions.count - 1
  }

  /// Most frequent first.
  var sorted: [FolderSurvey.ExtensionCount] {
    counts.sorted { $0.files != $1.files ? $0.files > $1.files : $0.fileExtension < $1.fileExtension }
  }
}
