internal import LoracParallel

/// A set of numbers that are hashes already: linear probing, never resized.
struct HashSet {
  private var slots: [UInt64]
  private let mask: Int

  /// A set for at most `capacity` numbers.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](unsafeUninitializedCapacity: size) { buffer, count in
      LargePages.prefer(UnsafeMutableRawBufferPointer(buffer))
      buffer.initialize(repeating: 0)
      count = size
    }
    mask = size - 1
  }

  /// The slot of a number, or the empty one where it belongs; zero stands for empty.
  private func slot(_ value: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: value >> 1) & mask
    while slots[slot] != 0, slots[slot] != value { slot = (slot + 1) & mask }
    return slot
  }

  /// Whether a number is there; numbers that differ in the lowest bit only are taken for one.
  func contains(_ value: UInt64) -> Bool { slots[slot(value | 1)] != 0 }

  /// Adds a number; false where it was there.
  mutating func insert(_ value: UInt64) -> Bool {
    let place = slot(value | 1)
    defer { slots[place] = value | 1 }
    return slots[place] == 0
  }
}
