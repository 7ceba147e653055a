internal import Glibc

/// What a scan learns from one image file alone.
struct ImageFacts {
  /// `DatasetImage.byteCount`.
  var byteCount = 0
  /// `DatasetImage.digest`.
  var digest = ContentDigest(bits: 0)
  /// Header and problem.
  var outcome: ImageHeaderReader.Outcome
}

/// Reads the images of one folder, each with its caption; takes from an index what did not change.
struct ImageReader: Sendable {
  /// What one thread uses for all its files.
  struct Scratch: ~Copyable {
    var file = FileWindow()
    var captions: CaptionReader
    /// Where the index should know the next image.
    var hint = 0

    init(captions: consuming CaptionReader) { self.captions = captions }
  }

  /// Descriptor of the folder.
  let folder: Int32
  /// Its names.
  let listing: FolderListing
  /// How captions are found.
  let rules: CaptionRules
  /// What an earlier scan found; nil where no index is kept.
  let known: KnownFiles?

  /// Reads the image of an entry, but not what is unchanged.
  func read(
    _ entry: FolderListing.Entry, at index: Int, _ unchanged: UnchangedFiles?, _ scratch: inout Scratch
  ) -> DatasetImage {
    guard let unchanged else { return read(entry, at: index, facts: nil, caption: nil, &scratch) }
    let facts = unchanged.facts(index)
    let caption = unchanged.caption(index, path: scratch.captions.path)
    guard let facts, let caption else { return read(entry, at: index, facts: facts, caption: caption, &scratch) }
    return DatasetImage(
      name: FileName(unchanged.name(index)), byteCount: facts.byteCount, digest: facts.digest,
      header: facts.outcome.header, problem: facts.outcome.problem, caption: caption)
  }

  private func read(
    _ entry: FolderListing.Entry, at index: Int, facts: ImageFacts?, caption: Caption?, _ scratch: inout Scratch
  ) -> DatasetImage {
    let name = listing.name(entry)
    let stem = name[..<FolderScan.stemEnd(name)]
    let record = known.flatMap { $0.isListed ? nil : $0.index?.record(name, hint: &scratch.hint) }
    let facts = facts ?? indexedFacts(entry, at: index, record) ?? self.facts(entry, at: index, &scratch.file)
    let caption =
      caption ?? indexedCaption(stem, at: index, record, scratch.captions)
      ?? self.caption(stem, at: index, &scratch.captions)
    return DatasetImage(
      name: FileName(bytes: name), byteCount: facts.byteCount, digest: facts.digest, header: facts.outcome.header,
      problem: facts.outcome.problem, caption: caption)
  }

  private func indexedFacts(_ entry: FolderListing.Entry, at place: Int, _ record: Int?) -> ImageFacts? {
    guard let record, let known, let index = known.index,
      let stamp = listing.stamp(entry, in: folder, device: known.device), let facts = index.image(record, stamp)
    else { return nil }
    known.stamps.setImage(place, stamp, isFresh: false)
    return facts
  }

  private func indexedCaption(
    _ stem: ArraySlice<UInt8>, at place: Int, _ record: Int?, _ captions: borrowing CaptionReader
  ) -> Caption? {
    guard let record, let known, let index = known.index, index.hasCaption(record),
      let stamp = captions.presentStamp(stem: stem, folder: folder, rules: rules),
      let caption = index.caption(record, stamp)
    else { return nil }
    known.stamps.setCaption(place, stamp, isFresh: false)
    return caption
  }

  private func caption(_ stem: ArraySlice<UInt8>, at place: Int, _ captions: inout CaptionReader) -> Caption {
    let caption = captions.read(stem: stem, folder: folder, rules: rules)
    if captions.stamp != .none { known?.stamps.setCaption(place, captions.stamp, isFresh: true) }
    return caption
  }

  private func facts(_ entry: FolderListing.Entry, at place: Int, _ file: inout FileWindow) -> ImageFacts {
    // The kind comes first: opening a pipe or device could wait or have effects.
    switch listing.resolve(entry, in: folder) {
    case .file: break
    case nil: return ImageFacts(outcome: .init(problem: .brokenLink))
    default: return ImageFacts(outcome: .init(problem: .notAFile))
    }
    let code = listing.withName(entry) { file.open(in: folder, name: $0) } ?? ENOENT
    defer { file.shut() }
    guard code == 0 else { return ImageFacts(outcome: .init(problem: .unreadable(errno: code))) }
    let digest = file.quickDigest()
    let facts = ImageFacts(byteCount: file.size, digest: digest, outcome: ImageHeaderReader.read(&file))
    if let known, !file.hasFailed, let stamp = file.stamp(device: known.device) {
      known.stamps.setImage(place, stamp, isFresh: true)
    }
    return facts
  }
}
