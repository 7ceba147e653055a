internal import Synchronization

/// What an earlier scan of a folder found, and the stamps of this one.
struct KnownFiles: Sendable {
  /// A new index costs about as much as reading this part of the folder's files.
  private static let savingPart = 16

  /// Device of the folder.
  let device: UInt64
  /// The index; nil where there is none yet.
  let index: FolderIndex?
  /// The stamps of the files as they were read.
  let stamps: StampTable

  /// Stores what this scan found, if enough of it is new.
  func save(_ images: [DatasetImage], in indexes: DatasetIndexStore, at place: IndexPlace) {
    guard stamps.fresh.load(ordering: .relaxed) * Self.savingPart > images.count else { return }
    var writer = FolderIndexWriter(capacity: images.count)
    for (number, image) in images.enumerated() {
      let item = FolderIndexWriter.Item(
        image: image, imageStamp: settled(stamps.image(number), place),
        captionStamp: settled(stamps.caption(number), place))
      writer.append(item)
    }
    indexes.save(writer, at: place)
  }

  /// The stamp of a file that cannot change any more without a new stamp.
  private func settled(_ stamp: FileStamp, _ place: IndexPlace) -> FileStamp {
    stamp.isOlder(than: place.oldest) ? stamp : .none
  }
}
