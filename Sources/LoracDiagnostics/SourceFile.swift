/// A text that diagnostics point into: a recipe, a preset, a `--set` argument or a default.
///
/// A class because one file is shared by thousands of ranges; it is immutable and compared by identity.
package final class SourceFile: Sendable {
  /// What kind of text this is, so that a label can say "preset" or "default" instead of a path.
  package enum Kind: Sendable, Hashable {
    /// A file on disk that the user wrote.
    case file
    /// A file or folder on disk that is not text, such as an image; it has no bytes here and only its name is shown.
    case data
    /// A preset carried inside the binary.
    case preset
    /// The text of one `--set key=value` argument; named as in `--set train.epochs`.
    case commandLine
    /// The declared default of one field, written as `key: value`; named as in `default of network.rank`.
    case builtInDefault
    /// A value that a folder's name states, as in `30_ZhangNaYing`; named after the folder's path.
    case folderName
  }

  /// The path as the user gave it, or the preset's name.
  package let name: String
  /// What kind of text this is.
  package let kind: Kind
  /// The bytes exactly as read, a byte order mark included; not necessarily valid UTF-8.
  package let bytes: [UInt8]
  /// Where lines begin.
  package let lines: LineTable
  /// Counts of the lines that are too long to be counted again for each column.
  let longLines: [Int: ColumnIndex]

  /// Keeps `bytes` under `name` and computes where its lines begin.
  package init(name: String, kind: Kind = .file, bytes: [UInt8]) {
    self.name = name
    self.kind = kind
    self.bytes = bytes
    let lines = LineTable(bytes)
    self.lines = lines
    self.longLines = ColumnIndex.longLines(of: bytes, lines)
  }

  /// Keeps the UTF-8 bytes of `text` under `name`.
  package convenience init(name: String, kind: Kind = .file, text: String) {
    self.init(name: name, kind: kind, bytes: Array(text.utf8))
  }

  /// What messages call this file: the path, or what kind of text it is and which.
  package var displayName: String {
    switch kind {
    case .file, .data, .commandLine, .builtInDefault: name
    case .preset: "preset '\(name)'"
    case .folderName: "folder '\(name)'"
    }
  }

  /// Whether line numbers help to find a place: not in texts of one line that are not files.
  package var hasLineNumbers: Bool { kind == .file || kind == .preset || lines.count > 1 }

  /// Whether it lies on disk under its name.
  package var isOnDisk: Bool { kind == .file || kind == .data }

  /// The range of the whole text.
  package var wholeRange: SourceRange { SourceRange(file: self, bytes: 0..<bytes.count) }

  /// The text of a byte range, with invalid UTF-8 replaced; bounds are clamped.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

extension SourceFile: Hashable {
  /// Two files are equal only if they are the same object.
  package static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }
  /// Hashes the object's identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
