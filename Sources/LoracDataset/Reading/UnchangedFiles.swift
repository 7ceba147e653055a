internal import Glibc

/// Takes what an index knows of files that are unchanged, where it knows the names of the folder too.
///
/// Plain pointers, good while the body of `with` runs: two looks at the file system per image are all there is to do, so
/// that every counted reference would show.
struct UnchangedFiles: @unchecked Sendable {
  private let records: IndexRecords
  private let names: UnsafeRawBufferPointer
  private let entries: UnsafeBufferPointer<FolderListing.Entry>
  private let captionExtension: UnsafeRawBufferPointer
  private let unchanged: UnsafeMutableBufferPointer<Bool>
  private let folder: Int32
  private let device: UInt64

  /// Calls a body with the unchanged files of a folder; nil where the index does not know its names.
  ///
  /// The entries are those of the images.
  static func with<Result>(
    _ known: KnownFiles?, _ folder: Int32, _ listing: FolderListing, _ entries: [FolderListing.Entry],
    _ rules: CaptionRules, _ body: (UnchangedFiles?) -> Result
  ) -> Result {
    guard let known, known.isListed, let index = known.index, index.count == entries.count else { return body(nil) }
    return index.withRecords { records in
      listing.bytes.withUnsafeBytes { names in
        entries.withUnsafeBufferPointer { entries in
          rules.extensionBytes.withUnsafeBytes { captionExtension in
            body(
              UnchangedFiles(
                records: records, names: names, entries: entries, captionExtension: captionExtension,
                unchanged: known.stamps.unchanged, folder: folder, device: known.device))
          }
        }
      }
    }
  }

  /// The name of an image.
  func name(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }

  private func bytes(_ place: Int) -> UnsafeRawBufferPointer {
    let entry = entries[place]
    return UnsafeRawBufferPointer(rebasing: names[entry.start..<entry.start + entry.count])
  }

  /// What the index knows of an image file; nil if that changed.
  func facts(_ place: Int) -> ImageFacts? {
    // A zero follows every name.
    guard let stamp = stamp(UnsafeRawBufferPointer(rebasing: names[entries[place].start...])),
      let facts = records.image(place, stamp)
    else { return nil }
    unchanged[2 * place] = true
    return facts
  }

  /// What the index knows of an image's caption; nil if that changed or there is none.
  func caption(_ place: Int, path: UnsafeMutableRawBufferPointer) -> Caption? {
    guard records.hasCaption(place) else { return nil }
    let name = bytes(place)
    let count = FolderScan.stemCount(name)
    guard count + captionExtension.count < path.count else { return nil }
    path.copyMemory(from: UnsafeRawBufferPointer(rebasing: name[..<count]))
    UnsafeMutableRawBufferPointer(rebasing: path[count...]).copyMemory(from: captionExtension)
    path[count + captionExtension.count] = 0
    guard let stamp = stamp(UnsafeRawBufferPointer(path)), let caption = records.caption(place, stamp) else {
      return nil
    }
    unchanged[2 * place + 1] = true
    return caption
  }

  private func stamp(_ path: UnsafeRawBufferPointer) -> FileStamp? {
    guard let start = path.baseAddress else { return nil }
    var status = stat()
    guard fstatat(folder, start.assumingMemoryBound(to: CChar.self), &status, 0) == 0 else { return nil }
    return FileStamp(status, device: device)
  }
}
