/// How the properties of Swift types become the members of JSON objects; equal options undo each other.
package struct JSONCodingOptions: OptionSet, Sendable {
  package let rawValue: Int

  /// A set of options by its bits.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Writes `batchSize` as `batch_size`; keys that are snake case already stay, and so do those of dictionaries.
  package static let snakeCaseKeys = JSONCodingOptions(rawValue: 1)
  /// Writes an optional that is nil as `null` instead of leaving it out; reading takes both.
  package static let explicitNull = JSONCodingOptions(rawValue: 2)

  /// How plans are written: every key is always there.
  package static let plan: JSONCodingOptions = [.snakeCaseKeys, .explicitNull]
}

extension JSONCodingOptions {
  /// The member's name for a coding key.
  func name(_ key: some CodingKey) -> String {
    contains(.snakeCaseKeys) ? SnakeCase.text(key.stringValue) : key.stringValue
  }
}

/// Turns Swift's names into those of JSON.
package enum SnakeCase {
  /// `batchSize` as `batch_size`, `minSNRGamma` as `min_snr_gamma`; a text without capitals is returned as it is.
  package static func text(_ name: String) -> String {
    func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
    guard name.utf8.contains(where: isCapital) else { return name }
    let bytes = Array(name.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4)
    for (index, byte) in bytes.enumerated() {
      guard isCapital(byte) else {
        result.append(byte)
        continue
      }
      // A word begins at a capital behind a small letter, and at the last capital of a run such as `SNRGamma`.
      let endsRun = index + 1 < bytes.count && !isCapital(bytes[index + 1])
      if index > 0, bytes[index - 1] != UInt8(ascii: "_"), !isCapital(bytes[index - 1]) || endsRun {
        result.append(UInt8(ascii: "_"))
      }
      result.append(byte | 0x20)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
