internal import Synchronization

/// What an earlier scan of a folder found, and the stamps of this one.
struct KnownFiles: Sendable {
  /// A new index costs about as much as reading this part of the folder's files.
  private static let savingPart = 16

  /// Device of the folder.
  let device: UInt64
  /// The index; nil where there is none yet.
  let index: FolderIndex?
  /// Whether record and image of one number belong together, as the names are the index's own.
  var isListed = false
  /// The stamps of the files as they were read.
  let stamps: StampTable

  /// Stores what this scan found, if enough of it is new; `listing` is nil where the folder must be listed every time.
  func save(_ images: [DatasetImage], _ listing: KnownListing?, in indexes: DatasetIndexStore, at place: IndexPlace) {
    let folder = settled(place.stamp, place)
    let isListingNew = listing != nil && folder != .none && index?.listingStamp != folder
    guard isListingNew || stamps.fresh.load(ordering: .relaxed) * Self.savingPart > images.count else { return }
    var writer = FolderIndexWriter(capacity: images.count)
    for (number, image) in images.enumerated() {
      let item = FolderIndexWriter.Item(
        image: image, imageStamp: settled(imageStamp(number), place),
        captionStamp: settled(captionStamp(number), place))
      writer.append(item)
    }
    if let listing, folder != .none, writer.count == images.count { writer.append(listing, stamp: folder) }
    indexes.save(writer, at: place)
  }

  private func imageStamp(_ number: Int) -> FileStamp {
    guard let index, stamps.unchanged[2 * number] else { return stamps.image(number) }
    return index.withRecords { $0.stamp(number, IndexRecord.imageStamp) }
  }

  private func captionStamp(_ number: Int) -> FileStamp {
    guard let index, stamps.unchanged[2 * number + 1] else { return stamps.caption(number) }
    return index.withRecords { $0.stamp(number, IndexRecord.captionStamp) }
  }

  /// The stamp of a file that cannot change any more without a new stamp.
  private func settled(_ stamp: FileStamp, _ place: IndexPlace) -> FileStamp {
    stamp.isOlder(than: place.oldest) ? stamp : .none
  }
}
