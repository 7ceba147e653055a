import LoracGraph
import LoracJSON
import LoracTensor
import LoracTestSupport
import Testing

/// What PyTorch computed, as Tests/Tools/operation_reference.py wrote it.
struct ReferenceFile: Sendable {
  /// A tensor of the file.
  struct Stored: Sendable {
    let type: ElementType
    let dimensions: [Int]
    let bytes: Range<Int>
  }

  let cases: [JSONValue]
  private let tensors: [String: Stored]
  private let bytes: [UInt8]

  /// The committed file, or another that the environment names, such as one of large cases.
  static let shared = Result {
    try ReferenceFile(
      environmentVariable("LORAC_OPERATION_REFERENCE") ?? "\(testFolder())/Reference/operations.safetensors")
  }

  init(_ path: String) throws {
    bytes = try readFile(path)
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + length
    guard case .object(let members) = try JSONValue.parse(Array(bytes[8..<start])) else {
      throw JSONError(byteOffset: 8, message: "no object")
    }
    var tensors: [String: Stored] = [:]
    for member in members where member.key != "__metadata__" {
      let offsets = member.value["data_offsets"]?.integers ?? []
      let types: [JSONValue: ElementType] = ["F32": .float32, "F16": .float16, "BF16": .bfloat16]
      tensors[member.key] = Stored(
        type: try #require(types[member.value["dtype"] ?? nil]), dimensions: member.value["shape"]?.integers ?? [],
        bytes: start + offsets[0]..<start + offsets[1])
    }
    self.tensors = tensors
    guard case .string(let list) = members.first(where: { $0.key == "__metadata__" })?.value["cases"] else {
      throw JSONError(byteOffset: 8, message: "no cases")
    }
    guard case .array(let cases) = try JSONValue.parse(list) else { throw JSONError(byteOffset: 8, message: "no list") }
    self.cases = cases
  }

  /// A tensor by its name, or nil.
  func stored(_ name: String) -> Stored? { tensors[name] }

  /// The bytes of a tensor.
  func raw(_ stored: Stored) -> [UInt8] { Array(bytes[stored.bytes]) }

  /// The float32 numbers of a tensor.
  func numbers(_ name: String) throws -> [Float] {
    let stored = try #require(tensors[name], "\(name) is missing")
    #expect(stored.type == .float32)
    return bytes[stored.bytes].withUnsafeBytes { memory in
      (0..<memory.count / 4).map { memory.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
  }
}

extension JSONValue {
  /// The integers of a list.
  var integers: [Int] {
    guard case .array(let values) = self else { return [] }
    return values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
  }

  /// The integer of a member.
  func integer(_ key: String) throws -> Int {
    guard case .integer(let number)? = self[key] else { throw JSONError(byteOffset: 0, message: "no \(key)") }
    return number
  }

  /// The number of a member.
  func float(_ key: String) throws -> Float {
    switch self[key] {
    case .integer(let number)?: Float(number)
    case .number(let number)?: Float(number)
    default: throw JSONError(byteOffset: 0, message: "no \(key)")
    }
  }
}
