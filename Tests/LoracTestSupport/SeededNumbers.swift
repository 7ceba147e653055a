internal import CLoracTestSupport

/// Numbers that depend on nothing but a name, so that no weights need be committed: Tests/Tools/seeded_numbers.py gives the
/// same ones.
package enum SeededNumbers {
  /// `count` numbers in `center` ± `spread`: FNV-1a of the name begins a SplitMix64.
  package static func values(_ name: String, count: Int, spread: Double = 1, center: Double = 0) -> [Float] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return [Float](unsafeUninitializedCapacity: count) { numbers, initialized in
      if let first = numbers.baseAddress { lorac_test_seeded_numbers(state, count, spread, center, first) }
      initialized = count
    }
  }

  /// Three products of `values` with seeded numbers, then their norm: what a reference keeps of a large tensor.
  package static func sketch(_ values: [Float]) -> [Double] {
    let products = (0..<3).map { product(values, Self.values("sketch.\($0)", count: values.count)) }
    return products + [product(values, values).squareRoot()]
  }

  private static func product(_ left: [Float], _ right: [Float]) -> Double {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        return lorac_test_product(first, second, min(left.count, right.count))
      }
    }
  }

  /// A tensor of a base model by its canonical name, such that signals keep their size from layer to layer.
  package static func weight(_ name: String, shape: [Int]) -> [Float] {
    let parts = name.split(separator: ".")
    let (owner, part) = (parts[parts.count - 2], parts[parts.count - 1])
    let count = shape.reduce(1, *)
    guard shape.count > 1 else {
      guard owner.contains("norm") else { return values(name, count: count, spread: 0.1) }
      return values(name, count: count, spread: 0.25, center: part == "weight" ? 1 : 0)
    }
    if owner == "token_embedding" || owner == "position_embedding" { return values(name, count: count, spread: 0.5) }
    return values(name, count: count, spread: (3 / Double(count / shape[0])).squareRoot())
  }
}
