import LoracHash
import LoracTestSupport
import Testing

/// Calls that were recorded from torch and Python.
let references = ReferenceFolders(largerRun: "LORAC_RANDOM_REFERENCE")

/// A generator's seed, and calls on it with what they returned.
struct RandomCase: Decodable {
  struct Call: Decodable {
    var kind: String
    var count: Int
    /// An end of the range, or the call's one further argument.
    var low: Double?
    var high: Double?
    var first: [String]
    var digest: String

    var range: Range<Int> { Int(low ?? 0)..<Int(high ?? 0) }
  }

  var seed: Int
  var calls: [Call]
}

extension RandomCase.Call {
  /// Compares the bits of numbers with the recorded ones.
  func expect(_ numbers: [Float], _ place: Comment) { expect(bits: numbers.map(\.bitPattern), place) }

  /// Compares the bits of numbers with the recorded ones.
  func expect(_ numbers: [Double], _ place: Comment) { expect(bits: numbers.map(\.bitPattern), place) }

  /// Compares whole numbers with the recorded ones.
  func expect(_ numbers: [Int], _ place: Comment) { expect(bits: numbers.map { UInt64(bitPattern: Int64($0)) }, place) }

  private func expect<Bits: FixedWidthInteger & UnsignedInteger>(bits: [Bits], _ place: Comment) {
    #expect(bits.prefix(4).map { String($0, radix: 16) } == first, place)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bits.count * Bits.bitWidth / 8)
    for value in bits {
      for shift in stride(from: 0, to: Bits.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    var hash = SHA256()
    hash.update(bytes)
    #expect(hash.finalized().prefix(16) == digest, place)
  }
}
