internal import CLoracTokenizerTables

/// Numbers that lie in the binary, read in place.
///
/// Little-endian, as the script that makes them writes them and as every machine lorac runs on reads them.
struct StaticTable<Number: FixedWidthInteger>: @unchecked Sendable {
  // Unchecked: the memory is constant and lives as long as the process.
  private let numbers: UnsafeBufferPointer<Number>

  init(_ table: lorac_table) {
    precondition(table.count % MemoryLayout<Number>.stride == 0, "a table of half numbers")
    numbers = UnsafeBufferPointer(
      start: table.bytes.assumingMemoryBound(to: Number.self), count: table.count / MemoryLayout<Number>.stride)
  }

  var count: Int { numbers.count }

  subscript(index: Int) -> Number {
    precondition(numbers.indices.contains(index))
    return numbers[index]
  }
}

extension StaticTable<UInt32> {
  /// The table as a list of `key, count, count numbers`.
  func sequencesByKey() -> [UInt32: [UInt32]] {
    var result: [UInt32: [UInt32]] = [:]
    var position = 0
    while position < count {
      let length = Int(self[position + 1])
      result[self[position]] = (0..<length).map { self[position + 2 + $0] }
      position += 2 + length
    }
    return result
  }
}
