internal import Glibc

/// Finds and reads the caption files of one folder's images, with buffers used again for each.
struct CaptionReader: ~Copyable {
  /// Larger caption files are refused, in bytes.
  static let sizeLimit = 16 << 20
  private static let capacity = 8192

  private let path = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  private let text = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)

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
  func read(stem: ArraySlice<UInt8>, folder: Int32, rules: CaptionRules) -> Caption {
    if let caption = open(stem, rules: rules, folder: folder, source: .file) { return caption }
    switch rules.fallback(for: stem) {
    case .none: return .missing
    case .inFolder(let prefix):
      return open(prefix, rules: rules, folder: folder, source: .faceCropFallback) ?? .missing
    case .elsewhere(let prefix):
      return open(prefix[...], rules: rules, folder: AT_FDCWD, source: .faceCropFallback) ?? .missing
    }
  }

  /// Reads `prefix` + extension; nil where Python's `os.path.isfile` is false.
  private func open(
    _ prefix: ArraySlice<UInt8>, rules: CaptionRules, folder: Int32, source: Caption.Source
  ) -> Caption? {
    let count = prefix.count + rules.extensionBytes.count
    guard count < path.count else { return nil }
    path.copyBytes(from: prefix)
    UnsafeMutableRawBufferPointer(rebasing: path[prefix.count...]).copyBytes(from: rules.extensionBytes)
    path[count] = 0
    let descriptor = path.withMemoryRebound(to: CChar.self) { name -> Int32 in
      guard let name = name.baseAddress else { return -1 }
      return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    }
    guard descriptor >= 0 else {
      let absent: Set<Int32> = [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, ENXIO]
      return absent.contains(errno) ? nil : Caption(source: source, problem: .unreadable(errno: errno))
    }
    defer { _ = close(descriptor) }
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
