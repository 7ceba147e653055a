import LoracTestSupport
import Testing

@testable import LoracTensorBoard

@Suite struct CRC32CTests {
  /// The examples of RFC 3720 B.4, and the usual check value.
  @Test func givesTheKnownValues() {
    #expect(CRC32C.checksum([]) == 0)
    #expect(CRC32C.checksum("123456789".utf8) == 0xE306_9283)
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum((0..<32).map { UInt8($0) }) == 0x46DD_794E)
  }
}
