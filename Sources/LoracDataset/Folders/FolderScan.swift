internal import Glibc

/// The contents of one folder, sorted into images and the rest; files are not opened yet.
struct FolderScan: ~Copyable {
  /// Descriptor of the folder, closed with the value.
  let descriptor: Int32
  /// All names.
  let listing: FolderListing
  /// Trained images, sorted.
  let images: [FolderListing.Entry]

  deinit { _ = close(descriptor) }

  /// Opens and lists a folder.
  init(path: String) throws(DatasetFolder.Problem) {
    let opened = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Self.problem(errno) }
    guard let listing = FolderListing.read(opened) else {
      let code = errno
      _ = close(opened)
      throw Self.problem(code)
    }
    descriptor = opened
    self.listing = listing
    images = listing.sorted(listing.entries.filter { $0.standing == .image })
  }

  private static func problem(_ code: Int32) -> DatasetFolder.Problem {
    switch code {
    case ENOENT: .missing
    case ENOTDIR: .notAFolder
    default: .unreadable(errno: code)
    }
  }

  /// Where the extension starts, as Python's `os.path.splitext`: leading dots belong to the stem.
  static func stemEnd(_ name: ArraySlice<UInt8>) -> Int {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return name.endIndex }
    return name[..<dot].allSatisfy { $0 == UInt8(ascii: ".") } ? name.endIndex : dot
  }
}
