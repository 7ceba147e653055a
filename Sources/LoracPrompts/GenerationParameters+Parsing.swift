internal import LoracJSON

extension GenerationParameters {
  /// Reads pasted text: the prompt, from `Negative prompt:` on the negative one, and a last line of fields.
  ///
  /// A last line with fewer than three fields belongs to the text, as in A1111.
  package init(parsing text: String) { self.init(parsing: text) { fields, _ in fields.count >= 3 } }

  /// Reads text that somebody typed or pasted, where weights in brackets, which look like fields, must stay in the prompt:
  /// a last line is one of fields if it has one that every picture has.
  package init(pasted text: String) {
    self.init(parsing: text) { fields, line in
      let isKnown = fields.contains { Self.usualFields.contains($0.name) }
      return isKnown && (fields.count >= 3 || line.hasPrefix("Steps: "))
    }
  }

  /// Fields without which A1111 describes no picture.
  private static let usualFields: Set<String> = ["Steps", "Sampler", "CFG scale", "Seed", "Size"]

  private init(parsing text: String, isSettings: ([Field], String) -> Bool) {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { Self.trimmed($0) }
    while lines.first == "" { lines.removeFirst() }
    while lines.last == "" { lines.removeLast() }
    let fields = lines.last.map { Self.fields(of: $0) } ?? []
    let hasSettings = isSettings(fields, lines.last ?? "")
    if hasSettings { lines.removeLast() }
    let label = "Negative prompt:"
    let split = lines.firstIndex { $0.hasPrefix(label) } ?? lines.count
    self.init(prompt: lines[..<split].joined(separator: "\n"))
    negative = lines[split...].map { $0.hasPrefix(label) ? Self.trimmed($0.dropFirst(label.count)) : String($0) }
      .joined(separator: "\n")
    guard hasSettings else { return }
    for field in fields where !set(field) { unreadable.append(field) }
  }

  /// Takes a field over; false if its value cannot be read.
  private mutating func set(_ field: Field) -> Bool {
    let value = field.value
    switch field.name {
    case "Steps": steps = Int(value)
    case "Sampler": sampler = value
    case "Schedule type": scheduleType = value
    case "CFG scale": guidance = Double(pythonNumber: value)
    case "Seed": seed = Int(value)
    case "Size": size = PictureSize(value)
    case "Model hash": modelHash = value
    case "Model": model = value
    case "Clip skip": clipSkip = Int(value)
    default: others.append(field)
    }
    return switch field.name {
    case "Steps": steps != nil
    case "CFG scale": guidance != nil
    case "Seed": seed != nil
    case "Size": size != nil
    case "Clip skip": clipSkip != nil
    default: true
    }
  }

  /// `Name: value, Name: "quoted, value"`: all that look so, wherever they stand in the line.
  static func fields(of line: some StringProtocol) -> [Field] {
    let line = Array(String(line))
    var fields: [Field] = []
    var position = 0
    while position < line.count {
      if let (field, end) = field(of: line, at: position) {
        fields.append(field)
        position = end
      } else {
        position += 1
      }
    }
    return fields
  }

  private static func field(of line: [Character], at start: Int) -> (Field, end: Int)? {
    let first = skipBlanks(line, start)
    guard first < line.count, isWordPart(line[first]) else { return nil }
    let colon = line[first...].firstIndex { !isWordPart($0) && !" -/".contains($0) } ?? line.count
    guard colon - first >= 2, colon < line.count, line[colon] == ":" else { return nil }
    let name = String(line[first..<colon])
    let value = skipBlanks(line, colon + 1)
    if let end = endOfQuoted(line, value), end == line.count || line[end] == "," {
      return (Field(name, unquoted(String(line[value..<end]))), min(end + 1, line.count))
    }
    let end = line[value...].firstIndex(of: ",") ?? line.count
    return (Field(name, trimmed(String(line[value..<end]))), min(end + 1, line.count))
  }

  private static func skipBlanks(_ line: [Character], _ start: Int) -> Int {
    line[start...].firstIndex { !$0.isWhitespace } ?? line.count
  }

  /// Where a quoted value ends, after its quotation mark; nil if none begins here or it is empty.
  private static func endOfQuoted(_ line: [Character], _ start: Int) -> Int? {
    guard start < line.count, line[start] == "\"" else { return nil }
    var position = start + 1
    while position < line.count, line[position] != "\"" { position += line[position] == "\\" ? 2 : 1 }
    return position < line.count && position > start + 1 ? position + 1 : nil
  }

  /// A JSON string's content; the text itself if it is none.
  private static func unquoted(_ text: String) -> String {
    guard let value = try? JSONValue.parse(Array(text.utf8)), case .string(let content) = value else { return text }
    return content
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
