internal import Glibc

/// Owns an open file that is read at offsets; the only place of this target that calls the system.
struct ReadableFile: ~Copyable {
  private let descriptor: Int32
  /// The file's size when it was opened.
  let byteCount: Int

  /// Opens a regular file for reading.
  init(_ path: String) throws(SafetensorsError) {
    // Without waiting, so that a named pipe cannot make the program hang.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      byteCount = 0
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.message(errno))
    }
    var status = stat()
    let result = fstat(descriptor, &status)
    byteCount = Int(status.st_size)
    guard result == 0 else { throw .unreadable(Self.message(errno)) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .folder }
    if status.st_mode & S_IFMT != S_IFREG { throw .notAFile }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Maps the whole file into memory, read only; it must not be empty.
  ///
  /// The mapping outlives this value and the file's name.
  func map() throws(SafetensorsError) -> WeightStorage {
    let address = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
    // Without a descriptor of its own, the mapping could not tell whether its file was changed.
    let copy = dup(descriptor)
    guard let address, address != MAP_FAILED, copy >= 0 else {
      let number = errno
      if let address, address != MAP_FAILED { munmap(address, byteCount) }
      throw .unreadable(Self.message(number))
    }
    return WeightStorage(mapped: UnsafeRawBufferPointer(start: address, count: byteCount), descriptor: copy)
  }

  /// The bytes of `range`, or as many of them as the file has.
  func read(_ range: Range<Int>) throws(SafetensorsError) -> [UInt8] {
    let wanted = range.clamped(to: 0..<byteCount)
    var errorNumber: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted.count) { buffer, filled in
      filled = 0
      while filled < wanted.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let count = pread(descriptor, rest.baseAddress, wanted.count - filled, off_t(wanted.lowerBound + filled))
        if count < 0, errno == EINTR { continue }
        if count < 0 { errorNumber = errno }
        guard count > 0 else { return }
        filled += count
      }
    }
    guard errorNumber == 0 else { throw .unreadable(Self.message(errorNumber)) }
    return bytes
  }

  private static func message(_ errorNumber: Int32) -> String { String(cString: strerror(errorNumber)).lowercased() }
}
