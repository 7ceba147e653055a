/// One part of an optimizer's state, as bytes in the machine's order.
package struct StateBuffer: Sendable, Hashable {
  /// What it is, in the reference library's words.
  package let name: String
  /// The contents.
  package let bytes: [UInt8]

  /// A part of a state.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why a saved state does not belong to an optimizer.
package enum OptimizerStateError: Error, Hashable {
  /// A part is missing, or there is one too many: what the optimizer has, and what was saved.
  case names(expected: [String], found: [String])
  /// A part has another length, in bytes.
  case length(name: String, expected: Int, found: Int)
}

/// A part of an optimizer's state: its name and where it is kept.
package enum StateField<Root> {
  /// One number.
  case number(String, WritableKeyPath<Root, Double>)
  /// Whole numbers, one for each tensor.
  case counts(String, WritableKeyPath<Root, [Int64]>)
  /// Numbers of single precision.
  case floats(String, WritableKeyPath<Root, [Float]>)
  /// Codes of 8 bits.
  case codes(String, WritableKeyPath<Root, [UInt8]>)

  fileprivate var name: String {
    switch self {
    case .number(let name, _), .counts(let name, _), .floats(let name, _), .codes(let name, _): name
    }
  }

  fileprivate func bytes(of root: Root) -> [UInt8] {
    switch self {
    case .number(_, let path): withUnsafeBytes(of: root[keyPath: path]) { Array($0) }
    case .counts(_, let path): root[keyPath: path].withUnsafeBytes { Array($0) }
    case .floats(_, let path): root[keyPath: path].withUnsafeBytes { Array($0) }
    case .codes(_, let path): root[keyPath: path]
    }
  }

  fileprivate func set(_ bytes: [UInt8], in root: inout Root) {
    switch self {
    case .number(_, let path): withUnsafeMutableBytes(of: &root[keyPath: path]) { $0.copyBytes(from: bytes) }
    case .counts(_, let path): root[keyPath: path].withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    case .floats(_, let path): root[keyPath: path].withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    case .codes(_, let path): root[keyPath: path] = bytes
    }
  }
}

extension Optimizer {
  /// A copy of the state, part by part.
  package var state: [StateBuffer] {
    Self.stateFields.map { StateBuffer(name: $0.name, bytes: $0.bytes(of: self)) }
  }

  /// Puts a saved state back, exactly; throws, and changes nothing, where it is that of another optimizer or layout.
  package mutating func restore(_ saved: [StateBuffer]) throws(OptimizerStateError) {
    let fields = Self.stateFields
    guard fields.map(\.name) == saved.map(\.name) else {
      throw .names(expected: fields.map(\.name), found: saved.map(\.name))
    }
    for (field, buffer) in zip(fields, saved) {
      let expected = field.bytes(of: self).count
      guard expected == buffer.bytes.count else {
        throw .length(name: field.name, expected: expected, found: buffer.bytes.count)
      }
    }
    for (field, buffer) in zip(fields, saved) { field.set(buffer.bytes, in: &self) }
  }
}
