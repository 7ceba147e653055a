/// Translates libyaml's marks, which count code points, into byte offsets.
struct CodePointTable {
  private static let interval = 64

  private let bytes: [UInt8]
  /// The offset of the byte with which libyaml's input begins: behind a byte order mark.
  private let start: Int
  /// The byte offset of every 64th code point; empty if all bytes are ASCII.
  private let checkpoints: [Int]

  /// A table for the valid UTF-8 in `bytes` from `start` on.
  init(_ bytes: [UInt8], start: Int) {
    self.bytes = bytes
    self.start = start
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      checkpoints = []
      return
    }
    var checkpoints: [Int] = []
    var count = 0
    for index in start..<bytes.count where !Self.isContinuation(bytes[index]) {
      if count.isMultiple(of: Self.interval) { checkpoints.append(index) }
      count += 1
    }
    self.checkpoints = checkpoints
  }

  /// The byte offset of the code point with that index; the end of the text for indices past it.
  func byteOffset(ofCodePoint index: Int) -> Int {
    if checkpoints.isEmpty { return min(start + index, bytes.count) }
    let checkpoint = min(index / Self.interval, checkpoints.count - 1)
    var remaining = index - checkpoint * Self.interval
    var offset = checkpoints[checkpoint]
    while remaining > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, Self.isContinuation(bytes[offset]) { offset += 1 }
      remaining -= 1
    }
    return offset
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
