internal import CZlib

/// The checksum of zip files.
func checksum(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBufferPointer { Int(crc32_z(0, $0.baseAddress, $0.count)) }
}
