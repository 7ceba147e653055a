import LoracTestSupport
import LoracWeights
import Testing

@Suite struct ModelHashesTests {
  @Test func equalsPythonsHashlib() throws {
    let folder = try TemporaryDirectory()
    let bytes = (0..<1_200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let path = try folder.write(bytes, to: "m.safetensors")
    let hashes = try #require(try ModelHashes.of(path))
    // sd-scripts' model_hash and calculate_sha256 of the same bytes.
    #expect(hashes.short == "1dd334fe")
    #expect(hashes.full == "09cb275259f14dabf58a50e4906be7955524752da3529133190b04b6dba4b7f3")
    #expect(try ModelHashes.of(folder.path)?.full == "IsADirectory")
    #expect(try ModelHashes.of("\(folder.path)/none") == nil)
    let empty = try #require(try ModelHashes.of(try folder.write([], to: "empty")))
    #expect(empty.full == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(empty.short == "e3b0c442")
  }
}
