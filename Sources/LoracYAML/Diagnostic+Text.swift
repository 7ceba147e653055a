internal import LoracDiagnostics

/// What makes a file no text for a recipe.
extension Diagnostic {
  static func fileTooLarge(_ file: SourceFile, limit: Int) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.fileTooLarge,
      "'\(file.name)' has \(file.bytes.count) bytes, but a recipe has at most \(limit)",
      notes: [.help("check that this is the recipe's path")])
  }

  static func foreignEncoding(_ file: SourceFile, _ encoding: String) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.invalidEncoding, "the file is \(encoding), but a recipe is UTF-8",
      at: Label(SourceRange(file: file, bytes: 0..<0)),
      notes: [
        .help("convert it: iconv -f \(encoding) -t UTF-8 '\(file.name.replacing("'", with: "'\\''"))' > converted.yaml")
      ])
  }

  static func invalidUTF8(_ place: SourceRange) -> Diagnostic {
    let bytes = place.file.bytes[place.bytes].prefix(4).map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0\(digits)" : digits
    }
    return Diagnostic(
      YAMLDiagnostics.invalidEncoding, "the text is not UTF-8",
      at: Label(place, "no character has the bytes \(bytes.joined(separator: " "))"),
      notes: [.help("save the file as UTF-8")])
  }

  static func forbiddenCharacter(_ scalar: UInt32, _ places: [SourceRange]) -> Diagnostic {
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let name = characterNames[scalar].map { "\(code) (\($0))" } ?? code
    let shown = places.prefix(9)
    let more = places.count > shown.count ? [Note.note("and \(places.count - shown.count) more")] : []
    let fix = FixIt("delete the character", places.map { TextEdit($0, "") }, .unsafe)
    return Diagnostic(
      YAMLDiagnostics.forbiddenCharacter, "the character \(name) cannot stand in a recipe",
      at: shown.first.map { Label($0, "here") }, secondary: shown.dropFirst().map { Label($0) },
      notes: more + [.help("delete it, or write it in double quotes as \"\\u\(code.dropFirst(2))\"")],
      fixIts: places.count > 1_000 ? [] : [fix])
  }

  private static let characterNames: [UInt32: String] = [
    0x00: "NUL", 0x07: "bell", 0x08: "backspace", 0x0B: "vertical tab", 0x0C: "form feed", 0x1A: "Ctrl-Z",
    0x1B: "escape",
    0x7F: "delete", 0x85: "next line", 0x2028: "line separator", 0x2029: "paragraph separator",
    0xFEFF: "byte order mark",
  ]
}
