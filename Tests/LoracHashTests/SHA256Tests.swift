import Testing

import LoracHash

@Suite struct SHA256Tests {
  /// The first three are examples of FIPS 180; the others were computed with Python's hashlib.
  static let vectors: [(String, String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  ]

  @Test(arguments: vectors)
  func equalsPublishedHashes(_ message: String, _ digest: String) {
    var hash = SHA256()
    hash.update(Array(message.utf8))
    #expect(hash.finalized() == digest)
  }

  // Not among the arguments above, which a test log spells out.
  @Test func equalsThePublishedHashOfAMillionLetters() {
    var hash = SHA256()
    hash.update(Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(hash.finalized() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 7, 63, 64, 65, 200])
  func doesNotDependOnThePieces(_ size: Int) {
    let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var whole = SHA256()
    whole.update(message)
    var pieces = SHA256()
    for start in stride(from: 0, to: message.count, by: size) {
      pieces.update(Array(message[start..<min(start + size, message.count)]))
    }
    #expect(pieces.finalized() == whole.finalized())
  }
}
