internal import Glibc

/// A folder that is open as long as the value lives.
struct OpenFolder: ~Copyable {
  /// Its descriptor.
  let descriptor: Int32

  deinit { _ = close(descriptor) }

  /// Opens a folder.
  init(path: String) throws(DatasetFolder.Problem) {
    let opened = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw FolderScan.problem(errno) }
    descriptor = opened
  }
}

/// The contents of one folder, sorted into images and the rest; files are not opened yet.
struct FolderScan: ~Copyable {
  private let folder: OpenFolder
  /// All names.
  let listing: FolderListing
  /// Trained images, sorted.
  let images: [FolderListing.Entry]

  /// Descriptor of the folder, closed with the value.
  var descriptor: Int32 { folder.descriptor }

  /// Opens and lists a folder.
  init(path: String) throws(DatasetFolder.Problem) { try self.init(OpenFolder(path: path)) }

  /// Lists a folder.
  init(_ folder: consuming OpenFolder) throws(DatasetFolder.Problem) {
    guard let listing = FolderListing.read(folder.descriptor) else { throw Self.problem(errno) }
    self.folder = folder
    self.listing = listing
    images = listing.sorted(listing.entries.filter { $0.standing == .image })
  }

  /// A folder whose listing is known, the images in it sorted.
  init(_ folder: consuming OpenFolder, knownAs listing: FolderListing) {
    self.folder = folder
    self.listing = listing
    images = listing.entries.filter { $0.standing == .image }
  }

  fileprivate static func problem(_ code: Int32) -> DatasetFolder.Problem {
    switch code {
    case ENOENT: .missing
    case ENOTDIR: .notAFolder
    default: .unreadable(errno: code)
    }
  }

  /// Where the extension starts, as Python's `os.path.splitext`: leading dots belong to the stem.
  static func stemEnd(_ name: ArraySlice<UInt8>) -> Int { name.startIndex + name.withUnsafeBytes { stemCount($0) } }

  /// The number of bytes before the extension.
  static func stemCount(_ name: UnsafeRawBufferPointer) -> Int {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return name.count }
    return name[..<dot].allSatisfy { $0 == UInt8(ascii: ".") } ? name.count : dot
  }
}
