internal import LoracDiagnostics
internal import LoracJSON

/// Places and fixes as SARIF objects.
enum SARIFLocation {
  /// A `location` (SARIF 3.28): physical for files on disk, else logical.
  static func location(_ label: Label) -> JSONValue {
    let file = label.range.file
    var members: [JSONValue.Member] = []
    if file.kind == .file {
      members.append(.init("physicalLocation", ["artifactLocation": artifact(file), "region": region(label.range)]))
    } else if file.isOnDisk {
      members.append(.init("physicalLocation", ["artifactLocation": artifact(file)]))
    } else {
      members.append(.init("logicalLocations", [["fullyQualifiedName": .string(label.range.place)]]))
    }
    if !label.text.isEmpty { members.append(.init("message", ["text": .string(label.text)])) }
    return .object(members)
  }

  /// A `fix` (SARIF 3.55); nil if it is only to be shown, or would edit something else than files on disk.
  static func fix(_ fixIt: FixIt) -> JSONValue? {
    guard FixApplication.isApplicable(fixIt, .unsafe) else { return nil }
    var files: [SourceFile] = []
    for edit in fixIt.edits where !files.contains(edit.range.file) { files.append(edit.range.file) }
    let changes = files.map { file -> JSONValue in
      let replacements = fixIt.edits.filter { $0.range.file == file }.map { edit -> JSONValue in
        ["deletedRegion": region(edit.range), "insertedContent": ["text": .string(edit.replacement)]]
      }
      return ["artifactLocation": artifact(file), "replacements": .array(replacements)]
    }
    return [
      "description": ["text": .string(fixIt.message)],
      "artifactChanges": .array(changes),
      "properties": ["applicability": .string(fixIt.applicability.rawValue)],
    ]
  }

  private static func region(_ range: SourceRange) -> JSONValue {
    let start = range.file.codePointPosition(at: range.bytes.lowerBound)
    let end = range.file.codePointPosition(at: range.bytes.upperBound)
    return [
      "startLine": .integer(start.line),
      "startColumn": .integer(start.column),
      "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
    ]
  }

  private static func artifact(_ file: SourceFile) -> JSONValue { ["uri": .string(uri(file.name))] }

  /// A path as a URI reference (RFC 3986): relative paths stay relative, others become `file:` URIs.
  static func uri(_ path: String) -> String {
    let bytes = Array(path.utf8)
    let hasDrive =
      bytes.count > 2 && isLetter(bytes[0]) && bytes[1] == UInt8(ascii: ":") && "/\\".utf8.contains(bytes[2])
    if hasDrive { return "file:///" + path.prefix(2) + encoded(path.dropFirst(2).replacing("\\", with: "/")) }
    return (path.hasPrefix("/") ? "file://" : "") + encoded(path)
  }

  private static func encoded(_ path: some StringProtocol) -> String {
    path.utf8.reduce(into: "") { result, byte in
      if isLetter(byte) || isPlain(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte & 0xDF }

  private static func isPlain(_ byte: UInt8) -> Bool { "0123456789-._~/".utf8.contains(byte) }
}
