/// What the header of an npy file says: a Python dictionary of three keys, in any order.
struct NumpyHeader: Hashable {
  private(set) var type = ""
  private(set) var isFortranOrdered = false
  private(set) var shape: [Int] = []

  /// Nil for anything but the three keys with values of their kinds.
  init?(_ text: some Sequence<UInt8>) {
    var scanner = Scanner(rest: Array(text)[...])
    var seen: Set<String> = []
    guard scanner.take("{") else { return nil }
    while !scanner.take("}") {
      guard let key = scanner.string(), seen.insert(key).inserted, scanner.take(":") else {
        return nil
      }
      switch key {
      case "descr":
        guard let value = scanner.string() else { return nil }
        type = value
      case "fortran_order":
        guard let value = scanner.boolean() else { return nil }
        isFortranOrdered = value
      case "shape":
        guard let value = scanner.tuple() else { return nil }
        shape = value
      default: return nil
      }
      guard scanner.take(",") || scanner.isBefore("}") else { return nil }
    }
    guard seen.count == 3, scanner.isAtEnd else { return nil }
  }

  /// Bytes of all elements; nil if there are more than an `Int` counts.
  func byteCount(elementSize: Int) -> Int? {
    var count = elementSize
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }

  /// Python's literals, as far as these headers have them.
  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func skipSpace() {
      rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    }

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return rest.isEmpty
      }
    }

    mutating func take(_ text: String) -> Bool {
      skipSpace()
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    }

    mutating func isBefore(_ text: String) -> Bool {
      skipSpace()
      return rest.starts(with: text.utf8)
    }

    mutating func string() -> String? {
      skipSpace()
      guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        return nil
      }
      let text = rest.dropFirst().prefix {
        $0 != quote && $0 != UInt8(ascii: "\\") && $0 >= 0x20 && $0 < 0x7F
      }
      guard text.endIndex < rest.endIndex, rest[text.endIndex] == quote else { return nil }
      rest = rest[(text.endIndex + 1)...]
      return String(decoding: text, as: UTF8.self)
    }

    mutating func boolean() -> Bool? { take("True") ? true : take("False") ? false : nil }

    mutating func tuple() -> [Int]? {
      guard take("(") else { return nil }
      var sizes: [Int] = []
      while !take(")") {
        skipSpace()
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard sizes.count < 32, let size = Int(String(decoding: digits, as: UTF8.self)) else {
          return nil
        }
        rest = rest[digits.endIndex...]
        // Python 2 wrote 4L.
        _ = take("L")
        sizes.append(size)
        guard take(",") || isBefore(")") else { return nil }
      }
      return sizes
    }
  }
}
