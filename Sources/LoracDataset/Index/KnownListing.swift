/// What stands in a folder beside its images, as an index stores it; good while the folder's own stamp is the same.
///
/// Only for folders that hold nothing but regular files: what lies in a folder within or behind a link can change
/// without any change of the folder itself.
struct KnownListing: Equatable {
  /// The survey of the folder, which has no folders in it.
  var survey: FolderSurvey
  /// The names of latent caches, in the order of the file system.
  var caches: [String]

  /// The listing of a scanned folder; nil where it must be listed again every time.
  init?(_ scan: borrowing FolderScan, _ survey: FolderSurvey) {
    guard scan.listing.entries.allSatisfy({ $0.kind == .file }), survey.nestedFolders.isEmpty,
      scan.listing.bytes.withUnsafeBytes({ UTF8Check.firstInvalid($0) }) == nil
    else { return nil }
    self.survey = survey
    caches = []
    for family in LatentCacheFamily.allCases {
      for name in family.caches(in: scan.listing) {
        guard let text = String(validating: name, as: UTF8.self) else { return nil }
        caches.append(text)
      }
    }
  }

  /// The listing in the bytes of an index file; nil where they make no sense.
  init?(_ bytes: ArraySlice<UInt8>) {
    var reader = Reader(rest: bytes)
    survey = FolderSurvey()
    guard let unseen = reader.texts(), let shared = reader.texts(), let extensions = reader.texts() else { return nil }
    for text in extensions {
      guard let files = reader.number(), let matching = reader.number() else { return nil }
      survey.otherFiles.append(.init(fileExtension: text, files: files, matchingImages: matching))
    }
    guard let caches = reader.texts(), reader.rest.isEmpty else { return nil }
    survey.unseenImages = unseen.map { FileName($0) }
    survey.sharedStems = shared.map { FileName($0) }
    self.caches = caches
  }

  /// The bytes that stand for the listing.
  var bytes: [UInt8] {
    var writer = Writer()
    writer.append(survey.unseenImages.map(\.text))
    writer.append(survey.sharedStems.map(\.text))
    writer.append(survey.otherFiles.map(\.fileExtension))
    for count in survey.otherFiles {
      writer.append(count.files)
      writer.append(count.matchingImages)
    }
    writer.append(caches)
    return writer.bytes
  }

  /// Numbers of 64 bits, texts behind their length, lists behind their count.
  private struct Writer {
    var bytes: [UInt8] = []

    mutating func append(_ number: Int) {
      withUnsafeBytes(of: UInt64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ texts: [String]) {
      append(texts.count)
      for text in texts {
        append(text.utf8.count)
        bytes += text.utf8
      }
    }
  }

  /// Reads what `Writer` wrote and never beyond the end.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func number() -> Int? {
      guard rest.count >= 8 else { return nil }
      let bits = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      rest = rest.dropFirst(8)
      return Int(exactly: bits)
    }

    mutating func texts() -> [String]? {
      guard let count = number(), count <= rest.count / 8 else { return nil }
      var texts: [String] = []
      for _ in 0..<count {
        guard let length = number(), length <= rest.count,
          let text = String(validating: rest.prefix(length), as: UTF8.self)
        else { return nil }
        texts.append(text)
        rest = rest.dropFirst(length)
      }
      return texts
    }
  }
}
