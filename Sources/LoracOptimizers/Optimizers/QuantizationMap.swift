internal import CLoracKernels

/// The 256 numbers that an 8-bit code can mean, and the table that finds the nearest (bitsandbytes create_dynamic_map).
///
/// Codes of small numbers have few digits and many exponents: seven decades, each with twice as many steps as the one below.
struct QuantizationMap: Sendable {
  /// The numbers, ascending, from about -1 or 0 to 1.
  let values: [Float]
  /// The nearest code for each of 65536 places between -1 and 1.
  let lookup: [UInt8]

  static let signed = QuantizationMap(isSigned: true)
  static let unsigned = QuantizationMap(isSigned: false)

  private init(isSigned: Bool) {
    var values: [Float] = [0, 1]
    var scale: [Float] = []
    for exponent in 0..<7 { scale.append(Float([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1][exponent])) }
    for exponent in 0..<7 {
      for middle in Self.middles((1 << (isSigned ? exponent : exponent + 1)) + 1) {
        values.append(scale[exponent] * middle)
        if isSigned { values.append(-scale[exponent] * middle) }
      }
    }
    values.sort()
    var lookup = [UInt8](repeating: 0, count: Int(LORAC_CODE_LOOKUP_COUNT))
    lorac_fill_code_lookup(values, &lookup)
    self.values = values
    self.lookup = lookup
  }

  /// The middles between `count` numbers from 0.1 to 1 at equal distances, as torch.linspace computes these.
  private static func middles(_ count: Int) -> [Float] {
    let (start, end): (Float, Float) = (0.1, 1)
    let step = (end - start) / Float(count - 1)
    let boundaries = (0..<count).map { index -> Float in
      index < count / 2
        ? start.addingProduct(step, Float(index)) : end.addingProduct(-step, Float(count - index - 1))
    }
    return zip(boundaries, boundaries.dropFirst()).map { ($0 + $1) / 2 }
  }
}
