import LoracFiles
import LoracPreparation
import LoracTestSupport
import Testing

@Suite struct ContentHashesTests {
  private static let cat = "77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e"

  @Test func areKeptAsLongAsTheFileDoesNotChange() throws {
    let folder = try TemporaryDirectory()
    let (file, index) = (try folder.write("cat", to: "a.png"), "\(folder.path)/kept/hashes.txt")
    let hashes = ContentHashes(index: index)
    #expect(hashes.known(file) == nil)
    #expect(try hashes.read(file, limit: 100) == (Array("cat".utf8), Self.cat))
    #expect(hashes.known(file) == Self.cat)
    try hashes.save()
    let again = ContentHashes(index: index)
    #expect(again.known(file) == Self.cat)
    try folder.write("dog", to: "a.png")
    #expect(again.known(file) == nil)
    #expect(try again.hash(file, limit: 100) != Self.cat)
  }

  @Test func ofFilesThatAreGoneAreForgotten() throws {
    let folder = try TemporaryDirectory()
    let (file, index) = (try folder.write("cat", to: "a b.png"), "\(folder.path)/hashes.txt")
    let hashes = ContentHashes(index: index)
    _ = try hashes.hash(file, limit: 100)
    try hashes.save()
    #expect(String(decoding: try readFile(index), as: UTF8.self).hasSuffix(" \(file)\n"))
    // Nobody asked for it this time.
    try ContentHashes(index: index).save()
    #expect(try readFile(index).isEmpty)
  }

  @Test(arguments: ["a\nb.png", "a\\nb.png", "\\", "\u{FC}.png"])
  func namesCanHaveAnyCharacter(_ name: String) throws {
    let folder = try TemporaryDirectory()
    let (file, index) = (try folder.write("cat", to: name), "\(folder.path)/hashes.txt")
    let decomposed = try folder.write("dog", to: "u\u{308}.png")
    let hashes = ContentHashes(index: index)
    _ = try (hashes.hash(file, limit: 100), hashes.hash(decomposed, limit: 100))
    try hashes.save()
    let again = ContentHashes(index: index)
    #expect(again.known(file) == Self.cat)
    #expect(again.known(decomposed) != nil && again.known(decomposed) != Self.cat)
  }

  @Test(arguments: ["", "\u{0}\u{1}", "abc 1 2 3 4 a.png\n", "77af 1 2 3\n\n\n", "x y z"])
  func damagedFilesAreAsGoodAsNone(_ text: String) throws {
    let folder = try TemporaryDirectory()
    let hashes = ContentHashes(index: try folder.write(text, to: "hashes.txt"))
    #expect(hashes.known(try folder.write("cat", to: "a.png")) == nil)
  }

  @Test func filesThatAreTooLargeAreRefused() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("cat", to: "a.png")
    #expect(throws: LoracFiles.FileError.self) {
      try ContentHashes(index: "\(folder.path)/h").hash(file, limit: 2)
    }
  }
}
