internal import Glibc

/// Compares files byte by byte with two buffers that are used again.
struct FileComparison: ~Copyable {
  private static let capacity = 1 << 16
  private let left = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  private let right = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)

  deinit {
    left.deallocate()
    right.deallocate()
  }

  /// Whether both files can be read and hold the same bytes.
  func areEqual(_ leftPath: [UInt8], _ rightPath: [UInt8]) -> Bool {
    let leftFile = Self.open(leftPath)
    let rightFile = Self.open(rightPath)
    defer {
      for file in [leftFile, rightFile] where file >= 0 { _ = close(file) }
    }
    guard leftFile >= 0, rightFile >= 0 else { return false }
    while true {
      guard let leftCount = Self.fill(left, from: leftFile), let rightCount = Self.fill(right, from: rightFile),
        leftCount == rightCount
      else { return false }
      if leftCount == 0 { return true }
      guard let first = left.baseAddress, let second = right.baseAddress, memcmp(first, second, leftCount) == 0
      else { return false }
    }
  }

  private static func open(_ path: [UInt8]) -> Int32 {
    (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { name in
      name.baseAddress.map { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) } ?? -1
    }
  }

  /// Reads until the buffer is full or the file ends; nil on an error.
  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: Int32) -> Int? {
    var count = 0
    while count < buffer.count {
      let more = read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      if more < 0 && errno == EINTR { continue }
      guard more >= 0 else { return nil }
      if more == 0 { break }
      count += more
    }
    return count
  }
}
