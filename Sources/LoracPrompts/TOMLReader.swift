internal import LoracJSON

/// Reads TOML 1.0, all but dates and numbers that are none; what kohya's prompt files are written in.
struct TOMLReader {
  struct Failure: Error {
    var message: String
    var line: Int
  }

  private let text: [Unicode.Scalar]
  private var position = 0
  private static let deepest = 64

  init(_ text: String) {
    // Line ends of every kind are one.
    self.text = Array(String(text.map { $0 == "\r\n" ? "\n" : $0 }).unicodeScalars)
  }

  /// The whole document.
  mutating func table() throws(Failure) -> [(String, JSONValue)] {
    let root = TOMLTable()
    var current = root
    skipLines()
    while let next = peek {
      if next == "[" {
        current = try header(in: root)
      } else {
        try pair(in: current)
      }
      try endLine()
      skipLines()
    }
    guard case .object(let members) = root.json else { return [] }
    return members.map { ($0.key, $0.value) }
  }

  // MARK: Lines

  private mutating func header(in root: TOMLTable) throws(Failure) -> TOMLTable {
    position += 1
    let isElement = take("[")
    let path = try keyPath()
    guard take("]"), !isElement || take("]") else { throw failure("a header is not closed") }
    guard isElement else {
      guard let table = root.table(at: path) else { throw failure("“\(path.joined(separator: "."))” is a value") }
      return table
    }
    guard let last = path.last, let parent = root.table(at: path.dropLast()) else { throw failure("no list here") }
    let element = TOMLTable()
    switch parent[last] {
    case .tables(let list): parent[last] = .tables(list + [element])
    case nil: parent[last] = .tables([element])
    default: throw failure("“\(last)” is no list")
    }
    return element
  }

  private mutating func pair(in table: TOMLTable, depth: Int = 0) throws(Failure) {
    let path = try keyPath()
    skipBlanks()
    guard take("=") else { throw failure("a key has no “=”") }
    skipBlanks()
    let value = try value(depth)
    guard let last = path.last, let parent = table.table(at: path.dropLast()), parent[last] == nil else {
      throw failure("“\(path.joined(separator: "."))” stands here twice")
    }
    parent[last] = .value(value)
  }

  private mutating func keyPath() throws(Failure) -> [String] {
    var path: [String] = []
    repeat {
      skipBlanks()
      if peek == "\"" || peek == "'" {
        path.append(try string())
      } else {
        let start = position
        while let next = peek, next.isASCII, next.properties.isAlphabetic || next == "_" || next == "-" || isDigit(next)
        {
          position += 1
        }
        guard position > start else { throw failure("a key is missing") }
        path.append(slice(start, position))
      }
      skipBlanks()
    } while take(".")
    return path
  }

  private mutating func endLine() throws(Failure) {
    skipBlanks()
    skipComment()
    guard peek == nil || take("\n") else { throw failure("a line goes on after its value") }
  }

  // MARK: Values

  private mutating func value(_ depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.deepest else { throw failure("lists within lists, too deep") }
    switch peek {
    case "\"", "'": return .string(try string())
    case "[": return try array(depth)
    case "{":
      position += 1
      let table = TOMLTable()
      skipBlanks()
      guard !take("}") else { return table.json }
      repeat { try pair(in: table, depth: depth + 1) } while nextItem()
      guard take("}") else { throw failure("a table in braces is not closed") }
      return table.json
    default: return try word()
    }
  }

  private mutating func nextItem() -> Bool {
    skipBlanks()
    return take(",")
  }

  private mutating func array(_ depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipLines()
    while peek != "]" {
      items.append(try value(depth + 1))
      skipLines()
      guard take(",") else { break }
      skipLines()
    }
    guard take("]") else { throw failure("a list is not closed") }
    return .array(items)
  }

  /// A boolean or a number.
  private mutating func word() throws(Failure) -> JSONValue {
    let start = position
    while let next = peek, isDigit(next) || next.properties.isAlphabetic || "+-._:".unicodeScalars.contains(next) {
      position += 1
    }
    let word = slice(start, position)
    if word == "true" || word == "false" { return .boolean(word == "true") }
    let plain = word.filter { $0 != "_" }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
      if let number = Int(plain.dropFirst(2), radix: radix) { return .integer(number) }
    }
    if let number = Int(plain) { return .integer(number) }
    if let number = Double(pythonNumber: plain) { return .number(number) }
    throw failure(word.isEmpty ? "a value is missing" : "“\(word)” is no value that is read here")
  }

  private mutating func string() throws(Failure) -> String {
    let mark = text[position]
    let isLong = slice(position, position + 3) == String(repeating: String(mark), count: 3)
    position += isLong ? 3 : 1
    if isLong { _ = take("\n") }
    var result = String.UnicodeScalarView()
    while let next = peek {
      if next == mark, !isLong || closesLong(mark) {
        position += isLong ? 3 : 1
        return String(result)
      }
      guard isLong || next != "\n" else { break }
      position += 1
      if next == "\\" && mark == "\"" {
        if let scalar = try escaped(isLong) { result.append(scalar) }
      } else {
        result.append(next)
      }
    }
    throw failure("a text is not closed")
  }

  /// Whether three marks end a long text here; of four or five the first ones belong to it.
  private func closesLong(_ mark: Unicode.Scalar) -> Bool {
    text[position...].prefix { $0 == mark }.count == 3
  }

  private mutating func escaped(_ isLong: Bool) throws(Failure) -> Unicode.Scalar? {
    guard let next = peek else { throw failure("a text is not closed") }
    position += 1
    switch next {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{c}"
    case "r": return "\r"
    case "e": return "\u{1b}"
    case "\"", "\\": return next
    case "u", "U":
      let length = next == "u" ? 4 : 8
      guard let code = UInt32(slice(position, position + length), radix: 16), let scalar = Unicode.Scalar(code) else {
        throw failure("“\\\(next)” is not followed by a character's number")
      }
      position += length
      return scalar
    case "\n", " ", "\t":
      guard isLong else { break }
      while let blank = peek, " \t\n".unicodeScalars.contains(blank) { position += 1 }
      return nil
    default: break
    }
    throw failure("“\\\(next)” means nothing in a text")
  }

  // MARK: Characters

  private var peek: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func slice(_ start: Int, _ end: Int) -> String {
    String(String.UnicodeScalarView(text[min(start, text.count)..<min(end, text.count)]))
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let next = peek, next == " " || next == "\t" { position += 1 }
  }

  private mutating func skipComment() {
    guard peek == "#" else { return }
    while let next = peek, next != "\n" { position += 1 }
  }

  /// Blanks, comments and line ends.
  private mutating func skipLines() {
    while let next = peek, " \t\n#".unicodeScalars.contains(next) {
      if next == "#" { skipComment() } else { position += 1 }
    }
  }

  private func failure(_ message: String) -> Failure {
    Failure(message: message, line: text[..<min(position, text.count)].count { $0 == "\n" } + 1)
  }
}
