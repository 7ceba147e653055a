/// An array of numpy: its type, its shape, and its elements in C order, little-endian.
struct NumpyArray: Hashable {
  /// The element types that latent caches have.
  enum ElementType: String, CaseIterable {
    case float16 = "<f2"
    case float32 = "<f4"
    case float64 = "<f8"
    case int32 = "<i4"
    case int64 = "<i8"
    case uint8 = "|u1"

    var size: Int {
      switch self {
      case .uint8: 1
      case .float16: 2
      case .float32, .int32: 4
      case .float64, .int64: 8
      }
    }
  }

  let type: ElementType
  let shape: [Int]
  let bytes: [UInt8]

  init(type: ElementType, shape: [Int], bytes: [UInt8]) {
    precondition(bytes.count == shape.reduce(type.size, *), "the bytes must have the shape")
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  init(_ values: [Float], shape: [Int]) {
    self.init(type: .float32, shape: shape, bytes: values.withUnsafeBytes { Array($0) })
  }

  init(_ values: [Double]) {
    self.init(type: .float64, shape: [values.count], bytes: values.withUnsafeBytes { Array($0) })
  }

  init(_ values: [Int64]) {
    self.init(type: .int64, shape: [values.count], bytes: values.withUnsafeBytes { Array($0) })
  }

  var count: Int { bytes.count / type.size }

  /// The elements as single-precision numbers, nil if they are not floats.
  var floats: [Float]? {
    bytes.withUnsafeBytes { source -> [Float]? in
      switch type {
      case .float32:
        (0..<count).map { source.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      case .float16:
        (0..<count).map { Float(source.loadUnaligned(fromByteOffset: 2 * $0, as: Float16.self)) }
      case .float64:
        (0..<count).map { Float(source.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self)) }
      default: nil
      }
    }
  }

  /// The elements as double-precision numbers, for the few that a cache has of sizes and bounds.
  var doubles: [Double] {
    bytes.withUnsafeBytes { source in
      (0..<count).map { index in
        switch type {
        case .float16: Double(source.loadUnaligned(fromByteOffset: 2 * index, as: Float16.self))
        case .float32: Double(source.loadUnaligned(fromByteOffset: 4 * index, as: Float.self))
        case .float64: source.loadUnaligned(fromByteOffset: 8 * index, as: Double.self)
        case .int32: Double(source.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
        case .int64: Double(source.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
        case .uint8: Double(source[index])
        }
      }
    }
  }
}
