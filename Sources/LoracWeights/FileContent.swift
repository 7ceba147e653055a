/// What a file that should be safetensors holds instead, recognised by its first bytes.
package enum FileContent: Sendable, Hashable {
  /// A PyTorch checkpoint (`.ckpt`, `.pt`, `.bin`): pickled Python objects, in a ZIP archive or bare.
  case pickle
  /// A web page, saved in place of the file it offers.
  case webPage
  /// A JSON text, such as a server's error message.
  case json
  /// The stand-in that git keeps for a large file; the real file's size, if the stand-in states it.
  case gitLFSPointer(byteCount: Int?)
  /// A GGUF file of quantized weights.
  case gguf
  /// A picture.
  case image
  /// An archive other than PyTorch's.
  case archive
  /// Nothing but zero bytes at the start, as an interrupted download leaves.
  case zeros
  /// None of these.
  case unknown

  /// How many bytes `init(_:)` wants to see.
  static let sniffedByteCount = 512

  /// Recognises a file by its first bytes.
  init(_ head: [UInt8]) {
    if let match = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = match.content
    } else if head.first == 0x80, head.count > 1, (2...5).contains(head[1]) {
      self = .pickle
    } else if head.allSatisfy({ $0 == 0 }) {
      self = .zeros
    } else {
      self = Self.text(String(decoding: head, as: UTF8.self))
    }
  }

  private static let signatures: [(bytes: [UInt8], content: FileContent)] = [
    (Array("PK\u{3}\u{4}".utf8), .pickle),
    (Array("GGUF".utf8), .gguf),
    ([0x89] + Array("PNG".utf8), .image),
    ([0xFF, 0xD8, 0xFF], .image),
    (Array("RIFF".utf8), .image),
    ([0x1F, 0x8B], .archive),
    (Array("7z".utf8) + [0xBC, 0xAF], .archive),
    (Array("Rar!".utf8), .archive),
  ]

  private static func text(_ head: String) -> FileContent {
    let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let folded = start.prefix(64).lowercased()
    if folded.hasPrefix("version https://git-lfs") {
      let line = start.split(whereSeparator: \.isNewline).first { $0.hasPrefix("size ") }
      return .gitLFSPointer(byteCount: line.flatMap { Int($0.dropFirst(5)) })
    }
    if ["<!doctype", "<html", "<head", "<?xml", "<body"].contains(where: folded.hasPrefix) { return .webPage }
    return folded.hasPrefix("{") || folded.hasPrefix("[") ? .json : .unknown
  }
}
