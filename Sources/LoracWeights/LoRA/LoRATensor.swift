internal import CLoracKernels
package import LoracArchitectures

/// One tensor to be saved: what it is called and stored as, and its numbers in single precision.
package struct LoRATensor: Sendable {
  /// Name, dimensions and stored type.
  package var tensor: AdapterTensor
  /// As many numbers as the dimensions say, row-major.
  package var values: [Float]

  /// Saves `values` as `tensor`.
  package init(_ tensor: AdapterTensor, values: [Float]) {
    precondition(values.count == tensor.elementCount, "\(values.count) values for '\(tensor.name)' \(tensor.shape)")
    self.tensor = tensor
    self.values = values
  }
}

extension LoRATensor {
  /// The numbers as the file stores them, little-endian.
  var bytes: [UInt8] {
    let count = values.count
    guard let element = tensor.type.element else {
      // kohya makes an int64 of an alpha of 0; see AdapterTensors. No other type is ever planned.
      precondition(tensor.type == .int64, "LoRA files hold no \(tensor.type.rawValue)")
      return values.flatMap { value in
        let number = Int64(value)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      }
    }
    return [UInt8](unsafeUninitializedCapacity: tensor.byteCount) { buffer, filled in
      values.withUnsafeBufferPointer { source in
        if let start = source.baseAddress, let target = buffer.baseAddress {
          lorac_narrow(start, count, element, target)
        }
      }
      filled = tensor.byteCount
    }
  }
}
