internal import Glibc

/// The bytes of one file at a time, through two buffers that are used again for every file.
///
/// The first buffer holds the head (the whole file when it is small), the second moves. All pointer code of the image
/// readers is in this file. Not for use by several threads at once.
struct FileWindow: ~Copyable {
  /// Bytes of the head that are always read.
  static let headCapacity = 8192
  /// Bytes of the moving buffer.
  static let movingCapacity = 4096

  private let head = UnsafeMutableRawBufferPointer.allocate(byteCount: headCapacity, alignment: 16)
  private let moving = UnsafeMutableRawBufferPointer.allocate(byteCount: movingCapacity, alignment: 16)
  private var descriptor: Int32 = -1
  private var headCount = 0
  private var movingStart = 0
  private var movingCount = 0
  /// Size of the file in bytes.
  private(set) var size = 0

  /// Whether the system failed to read some part, so that another try may find more.
  private(set) var hasFailed = false

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
    head.deallocate()
    moving.deallocate()
  }

  /// Opens a regular file below a folder and reads its head.
  ///
  /// - Parameters:
  ///   - folder: Descriptor of the folder, or `AT_FDCWD`.
  ///   - name: Zero-terminated path relative to it.
  /// - Returns: 0, or `errno`.
  mutating func open(in folder: Int32, name: UnsafePointer<CChar>) -> Int32 {
    shut()
    descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return errno }
    guard let count = fill(head, at: 0) else { return errno }
    headCount = count
    size = count
    guard count == Self.headCapacity else { return 0 }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return errno }
    size = max(Int(status.st_size), count)
    return 0
  }

  /// Closes the file; the window is empty then.
  mutating func shut() {
    if descriptor >= 0 { _ = close(descriptor) }
    descriptor = -1
    headCount = 0
    movingCount = 0
    size = 0
    hasFailed = false
  }

  /// The stamp of the open file; nil unless it lies on `device`.
  func stamp(device: UInt64) -> FileStamp? { descriptor >= 0 ? FileStamp.of(descriptor, device: device) : nil }

  /// Reads until the buffer is full or the file ends; nil on an error, which `errno` tells.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int? {
    var count = 0
    while count < buffer.count {
      let read = pread(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, offset + count)
      if read < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if read == 0 { break }
      count += read
      // A short read of a regular file is its end; asking again would double the calls for small files.
      if count < buffer.count { break }
    }
    return count
  }

  /// The byte at an offset; nil beyond the end or where reading fails.
  mutating func byte(at offset: Int) -> UInt8? {
    if offset >= 0 && offset < headCount { return head[offset] }
    guard offset >= 0, offset < size else { return nil }
    if offset < movingStart || offset >= movingStart + movingCount {
      // Never beyond the last full window, so that one read near the end serves the whole tail.
      movingStart = min(offset, max(0, size - Self.movingCapacity))
      let filled = fill(moving, at: movingStart)
      if filled == nil { hasFailed = true }
      movingCount = filled ?? 0
      guard offset < movingStart + movingCount else { return nil }
    }
    return moving[offset - movingStart]
  }

  /// Whether these bytes stand at the offset.
  mutating func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
    for (index, expected) in bytes.enumerated() {
      guard byte(at: offset + index) == expected else { return false }
    }
    return true
  }

  /// The unsigned integer of `count` bytes (at most 4), most significant first; nil beyond the end.
  mutating func big(_ count: Int, at offset: Int) -> Int? {
    var value = 0
    for index in 0..<count {
      guard let next = byte(at: offset + index) else { return nil }
      value = value << 8 | Int(next)
    }
    return value
  }

  /// The unsigned integer of `count` bytes (at most 4), least significant first; nil beyond the end.
  mutating func little(_ count: Int, at offset: Int) -> Int? {
    var value = 0
    for index in 0..<count {
      guard let next = byte(at: offset + index) else { return nil }
      value |= Int(next) << (8 * index)
    }
    return value
  }

  /// The quick digest of the file: its size, first and last 4 KiB.
  mutating func quickDigest() -> ContentDigest {
    var hash = ContentHash(seed: UInt64(size))
    let window = Self.movingCapacity
    hash.combine(UnsafeRawBufferPointer(rebasing: head[0..<min(window, headCount)]))
    if size <= headCount {
      let tail = max(0, headCount - window)
      hash.combine(UnsafeRawBufferPointer(rebasing: head[tail..<headCount]))
    } else if byte(at: size - 1) != nil, movingStart == max(0, size - window) {
      hash.combine(UnsafeRawBufferPointer(rebasing: moving[0..<movingCount]))
    }
    return hash.finish()
  }
}
