internal import Glibc

/// Finds and reads the caption files of one folder's images, with buffers used again for each.
struct CaptionReader: ~Copyable {
  /// Larger caption files are refused, in bytes.
  static let sizeLimit = 16 << 20
  private static let capacity = 8192

  /// The stamp of the caption file that was read last, where stamps are taken; none after a caption from elsewhere.
  private(set) var stamp = FileStamp.none
  private let device: UInt64?
  /// Room for one path.
  let path = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  private let text = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)

  /// A reader; with `device` it takes the stamps of caption files there.
  init(device: UInt64? = nil) { self.device = device }

  deinit {
    path.deallocate()
    text.deallocate()
  }

  /// The caption of an image.
  ///
  /// - Parameters:
  ///   - stem: The image's file name without extension.
  ///   - folder: Descriptor of the folder.
  ///   - rules: What the folder's request says about captions.
  /// - Returns: The caption, or why it cannot be used.
  mutating func read(stem: ArraySlice<UInt8>, folder: Int32, rules: CaptionRules) -> Caption {
    stamp = .none
    return open(stem, rules: rules, folder: folder, source: .file) ?? fallback(stem, folder: folder, rules: rules)
  }

  private mutating func fallback(_ stem: ArraySlice<UInt8>, folder: Int32, rules: CaptionRules) -> Caption {
    switch rules.fallback(for: stem) {
    case .none: return .missing
    case .inFolder(let prefix):
      return open(prefix, rules: rules, folder: folder, source: .faceCropFallback) ?? .missing
    case .elsewhere(let prefix):
      return open(prefix[...], rules: rules, folder: AT_FDCWD, source: .faceCropFallback) ?? .missing
    }
  }

  /// The present stamp of the caption file beside an image; nil where there is none that stamps are taken of.
  func presentStamp(stem: ArraySlice<UInt8>, folder: Int32, rules: CaptionRules) -> FileStamp? {
    guard let device else { return nil }
    var status = stat()
    let code = withPath(stem, rules) { fstatat(folder, $0, &status, 0) }
    return code == 0 ? FileStamp(status, device: device) : nil
  }

  /// Calls a body with the zero-terminated `prefix` + extension; nil where that is too long for a path.
  private func withPath<Result>(
    _ prefix: ArraySlice<UInt8>, _ rules: CaptionRules, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result? {
    let count = prefix.count + rules.extensionBytes.count
    guard count < path.count else { return nil }
    path.copyBytes(from: prefix)
    UnsafeMutableRawBufferPointer(rebasing: path[prefix.count...]).copyBytes(from: rules.extensionBytes)
    path[count] = 0
    return path.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { body($0) } }
  }

  /// Reads `prefix` + extension; nil where Python's `os.path.isfile` is false.
  private mutating func open(
    _ prefix: ArraySlice<UInt8>, rules: CaptionRules, folder: Int32, source: Caption.Source
  ) -> Caption? {
    let opened = withPath(prefix, rules) { openat(folder, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard let descriptor = opened else { return nil }
    guard descriptor >= 0 else {
      let absent: Set<Int32> = [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, ENXIO]
      return absent.contains(errno) ? nil : Caption(source: source, problem: .unreadable(errno: errno))
    }
    defer { _ = close(descriptor) }
    if let device, source == .file { stamp = FileStamp.of(descriptor, device: device) ?? .none }
    return content(descriptor, source: source, usesAllLines: rules.usesAllLines)
  }

  private func content(_ descriptor: Int32, source: Caption.Source, usesAllLines: Bool) -> Caption? {
    let count = Glibc.read(descriptor, text.baseAddress, text.count)
    let code = errno
    // Pipes and devices are no captions, as `os.path.isfile` has it; most captions are short and need no closer look.
    if count <= 0 || count == text.count, !isRegular(descriptor) { return nil }
    guard count >= 0 else { return Caption(source: source, problem: .unreadable(errno: code)) }
    let bytes = UnsafeRawBufferPointer(rebasing: text[..<count])
    guard count == text.count else {
      return CaptionText.caption(of: bytes, source: source, usesAllLines: usesAllLines)
    }
    // Rare: a caption file as large as the buffer or larger.
    var all = Array(bytes)
    while all.count <= Self.sizeLimit {
      let more = Glibc.read(descriptor, text.baseAddress, text.count)
      guard more >= 0 else { return Caption(source: source, problem: .unreadable(errno: errno)) }
      if more == 0 { return CaptionText.caption(of: all, source: source, usesAllLines: usesAllLines) }
      all.append(contentsOf: text[..<more])
    }
    return Caption(source: source, problem: .tooLarge)
  }

  private func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
