internal import LoracArchitectures
internal import LoracJSON

/// Turns a header into tensors, checking each entry and then all of them together.
///
/// Headers are first read by `SafetensorsScanner`, which knows the usual spelling only. Whatever it leaves is parsed as
/// JSON, which takes ten times as long and tells what is wrong and where.
struct SafetensorsDecoder {
  private(set) var tensors: [SafetensorsHeader.Tensor] = []
  private(set) var metadata: [String: String] = [:]
  private let dataStart: Int
  private static let types = Dictionary(uniqueKeysWithValues: TensorType.allCases.map { ($0.rawValue, $0) })

  init(dataStart: Int) { self.dataStart = dataStart }

  /// Reads the JSON text of a header.
  mutating func decode(_ text: [UInt8]) throws(SafetensorsError) {
    if let scanned = SafetensorsScanner.scan(text, dataStart: dataStart) {
      tensors = scanned.tensors
      if let slice = scanned.metadata { try decodeMetadata(try Self.parse(Array(text[slice]))) }
      return
    }
    try decode(try Self.parse(text))
  }

  private static func parse(_ text: [UInt8]) throws(SafetensorsError) -> JSONValue {
    do {
      return try JSONValue.parse(text, limits: JSONLimits(byteCount: SafetensorsHeader.limit, depth: 8))
    } catch {
      throw .invalidJSON(error)
    }
  }

  private mutating func decode(_ value: JSONValue) throws(SafetensorsError) {
    guard case .object(let members) = value else { throw .invalidHeader("the header is not a JSON object") }
    tensors.reserveCapacity(members.count)
    for member in members {
      if member.key == "__metadata__" {
        try decodeMetadata(member.value)
      } else {
        tensors.append(try decodeTensor(member))
      }
    }
  }

  private mutating func decodeMetadata(_ value: JSONValue) throws(SafetensorsError) {
    guard case .object(let members) = value else { throw .invalidHeader("'__metadata__' is not a JSON object") }
    for member in members {
      guard case .string(let text) = member.value else {
        throw .invalidHeader("the metadata value of '\(member.key)' is not a string")
      }
      metadata[member.key] = text
    }
  }

  private func decodeTensor(_ member: JSONValue.Member) throws(SafetensorsError) -> SafetensorsHeader.Tensor {
    func refuse(_ phrase: String) -> SafetensorsError { .invalidHeader("tensor '\(member.key)' \(phrase)") }
    guard case .object(let fields) = member.value else { throw refuse("is not a JSON object") }
    var typeName: String?
    var shape: [Int]?
    var offsets: [Int]?
    for field in fields {
      switch (field.key, field.value) {
      case ("dtype", .string(let text)): typeName = text
      case ("shape", .array(let elements)): shape = Self.sizes(elements)
      case ("data_offsets", .array(let elements)): offsets = Self.sizes(elements)
      case ("dtype", _), ("shape", _), ("data_offsets", _): throw refuse("has a '\(field.key)' of the wrong kind")
      // The reference implementation skips fields that it does not know.
      default: break
      }
    }
    guard let typeName else { throw refuse("has no 'dtype'") }
    guard let shape else { throw refuse("has no valid 'shape'") }
    guard let offsets, offsets.count == 2 else { throw refuse("has no valid 'data_offsets'") }
    return try Self.tensor(
      member.key, typeName, shape, offsets: (offsets[0], offsets[1]), dataStart: dataStart)
  }

  /// Makes a tensor of its fields, which must not be negative, if they agree with each other.
  static func tensor(
    _ name: String, _ typeName: String, _ shape: [Int], offsets: (Int, Int), dataStart: Int
  ) throws(SafetensorsError) -> SafetensorsHeader.Tensor {
    func refuse(_ phrase: String) -> SafetensorsError { .invalidHeader("tensor '\(name)' \(phrase)") }
    guard let type = types[typeName] else { throw refuse("has the unknown type '\(typeName)'") }
    guard offsets.0 <= offsets.1 else { throw refuse("has 'data_offsets' in reverse order") }
    guard let expected = product(shape, type.byteCount) else { throw refuse("is larger than 64 bits can count") }
    guard offsets.1 - offsets.0 == expected else {
      throw refuse("should take \(expected) bytes but is given \(offsets.1 - offsets.0)")
    }
    let (end, overflow) = offsets.1.addingReportingOverflow(dataStart)
    guard !overflow else { throw refuse("lies beyond what 64 bits can count") }
    return SafetensorsHeader.Tensor(name: name, type: type, shape: shape, bytes: offsets.0 + dataStart..<end)
  }

  /// The elements as numbers from 0; nil if one of them is anything else.
  private static func sizes(_ elements: [JSONValue]) -> [Int]? {
    var sizes: [Int] = []
    sizes.reserveCapacity(elements.count)
    for element in elements {
      guard case .integer(let size) = element, size >= 0 else { return nil }
      sizes.append(size)
    }
    return sizes
  }

  /// The product of a shape and the size of a number, or nil if it or a partial product does not fit.
  private static func product(_ shape: [Int], _ numberByteCount: Int) -> Int? {
    var product = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    let (bytes, overflow) = product.multipliedReportingOverflow(by: numberByteCount)
    return overflow ? nil : bytes
  }

  /// Sorts the tensors by place, checks that they fill the file to its end, and returns where each name stands.
  mutating func checkLayout(fileByteCount: Int) throws(SafetensorsError) -> [String: Int] {
    tensors.sort { left, right in
      let (a, b) = (left.bytes, right.bytes)
      return a.lowerBound == b.lowerBound ? a.upperBound < b.upperBound : a.lowerBound < b.lowerBound
    }
    var end = dataStart
    for tensor in tensors {
      guard tensor.bytes.lowerBound == end else {
        let kind = tensor.bytes.lowerBound < end ? "overlaps the one before it" : "leaves a hole before it"
        throw .invalidHeader("tensor '\(tensor.name)' \(kind)")
      }
      end = tensor.bytes.upperBound
    }
    guard end <= fileByteCount else { throw .dataCutOff(expected: end, byteCount: fileByteCount) }
    guard end == fileByteCount else { throw .trailingData(expected: end, byteCount: fileByteCount) }
    var positions: [String: Int] = [:]
    positions.reserveCapacity(tensors.count)
    for (position, tensor) in tensors.enumerated() where positions.updateValue(position, forKey: tensor.name) != nil {
      throw .invalidHeader("two tensors are named '\(tensor.name)'")
    }
    return positions
  }
}
