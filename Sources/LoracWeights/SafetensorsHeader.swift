package import LoracArchitectures

/// The header of a safetensors file: which tensors it holds, of which shape, where; the data itself is not read.
package struct SafetensorsHeader: Sendable, Hashable {
  /// One tensor of the file.
  package struct Tensor: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// The type of its numbers.
    package var type: TensorType
    /// Its dimensions, outermost first; empty for a single number.
    package var shape: [Int]
    /// Where its data lies, counted from the start of the file.
    package var bytes: Range<Int>
  }

  /// The tensors in the order of their data.
  package let tensors: [Tensor]
  /// The file's `__metadata__`; empty if it has none.
  package let metadata: [String: String]
  /// Where the data begins: the length field and the JSON text before it.
  package let headerByteCount: Int
  private let positions: [String: Int]

  /// The size of the whole file.
  package var fileByteCount: Int { tensors.last?.bytes.upperBound ?? headerByteCount }

  /// The tensor of that name.
  package subscript(name: String) -> Tensor? { positions[name].map { tensors[$0] } }

  /// The longest header that the format's reference implementation accepts, in bytes.
  package static let limit = 100_000_000

  /// Reads and checks the header of the file at `path`.
  ///
  /// Checked as by the reference implementation (safetensors 0.4): the header's length, JSON, known types, sizes that
  /// follow from shapes, data without holes or overlaps up to the very end of the file. Equal names are refused too.
  package static func read(_ path: String) throws(SafetensorsError) -> SafetensorsHeader {
    try read(try ReadableFile(path))
  }

  static func read(_ file: borrowing ReadableFile) throws(SafetensorsError) -> SafetensorsHeader {
    guard file.byteCount > 0 else { throw .empty }
    // One read fetches the length and, nearly always, the whole header of a LoRA or the start of a checkpoint's.
    let head = try file.read(0..<(1 << 16))
    let stated = head.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard head.count > 8, head[8] == UInt8(ascii: "{") else {
      let content = FileContent(Array(head.prefix(FileContent.sniffedByteCount)))
      let isPlausible = content == .unknown && stated <= limit && stated > 0 && Int(stated) + 8 > file.byteCount
      throw isPlausible
        ? .headerCutOff(stated: Int(stated), byteCount: file.byteCount) : .otherContent(content)
    }
    guard stated <= limit else { throw .headerTooLarge(stated: stated) }
    let end = 8 + Int(stated)
    guard end <= file.byteCount else {
      throw .headerCutOff(stated: Int(stated), byteCount: file.byteCount)
    }
    let text = end <= head.count ? Array(head[8..<end]) : Array(head[8...]) + (try file.read(head.count..<end))
    return try SafetensorsHeader(json: text, fileByteCount: file.byteCount)
  }

  /// Decodes the JSON text of a header, without its length field, of a file of `fileByteCount` bytes.
  package init(json text: [UInt8], fileByteCount: Int) throws(SafetensorsError) {
    var decoder = SafetensorsDecoder(dataStart: 8 + text.count)
    try decoder.decode(text)
    positions = try decoder.checkLayout(fileByteCount: fileByteCount)
    tensors = decoder.tensors
    metadata = decoder.metadata
    headerByteCount = 8 + text.count
  }
}
