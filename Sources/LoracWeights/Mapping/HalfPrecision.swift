/// Conversions between single precision and the two 16-bit formats, with the rounding of torch's `.to()`.
///
/// In integers, because Swift has no `Float16` on every machine and no BF16 at all.
package enum HalfPrecision {
  /// The IEEE half-precision number of these bits.
  package static func single(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits) & 0x3FF
    if exponent == 31 { return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13) }
    if exponent > 0 { return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13) }
    // Subnormal: a whole number of 2⁻²⁴, which single precision holds exactly.
    let magnitude = Float(fraction) * Float(sign: .plus, exponent: -24, significand: 1)
    return Float(bitPattern: sign | magnitude.bitPattern)
  }

  /// The BF16 number of these bits.
  package static func single(brain bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

  /// The nearest half-precision number, ties to even; beyond 65,519.996 infinity, as torch has it.
  package static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x4780_0000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Adding 0.5 moves the last bit of the result to the last bit of the sum, which the addition rounds.
      let shifted = Float(bitPattern: magnitude) + 0.5
      return sign | UInt16(truncatingIfNeeded: shifted.bitPattern &- Float(0.5).bitPattern)
    }
    // Rebias the exponent and round at bit 13.
    let odd = (magnitude >> 13) & 1
    let rounded = magnitude &- (112 << 23) &+ 0xFFF &+ odd
    return sign | UInt16(truncatingIfNeeded: rounded >> 13)
  }

  /// The nearest BF16 number, ties to even.
  package static func brain(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return 0x7FC0 }
    let rounded = bits &+ 0x7FFF &+ ((bits >> 16) & 1)
    return UInt16(truncatingIfNeeded: rounded >> 16)
  }
}
