internal import CLoracTestSupport

/// A safetensors file of seeded weights in half precision.
package struct SeededModel {
  /// One tensor.
  package struct Tensor: Sendable {
    /// The name in the file.
    package let storedName: String
    /// The name that decides the numbers.
    package let canonicalName: String
    /// The dimensions, outermost first.
    package let shape: [Int]

    /// A tensor stored as `storedName` with the numbers of `canonicalName`.
    package init(storedName: String, canonicalName: String, shape: [Int]) {
      self.storedName = storedName
      self.canonicalName = canonicalName
      self.shape = shape
    }
  }

  private let tensors: [Tensor]

  /// A file of `tensors`, whose names need no escapes in JSON.
  package init(_ tensors: [Tensor]) { self.tensors = tensors }

  /// Writes the file.
  package func write(to path: String) throws {
    var members: [String] = []
    var numbers: [UInt8] = []
    for tensor in tensors {
      let start = numbers.count
      halves(SeededNumbers.weight(tensor.canonicalName, shape: tensor.shape)).withUnsafeBytes {
        numbers.append(contentsOf: $0)
      }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      members.append(
        #""\#(tensor.storedName)":{"dtype":"F16","shape":[\#(shape)],"data_offsets":[\#(start),\#(numbers.count)]}"#)
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    try writeFile(length + header + numbers, to: path)
  }

  private func halves(_ values: [Float]) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: values.count) { room, initialized in
      values.withUnsafeBufferPointer { values in
        guard let source = values.baseAddress, let target = room.baseAddress else { return }
        lorac_test_halves(source, values.count, target)
        initialized = values.count
      }
    }
  }
}
