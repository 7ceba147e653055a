import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct DatasetFingerprintTests {
  private func fingerprint(
    _ files: [(String, [UInt8])], repeats: Int? = nil, classTokens: String? = nil, isRegularization: Bool = false
  ) throws -> String {
    let root = try TemporaryDirectory()
    try root.makeFolder("1_x")
    for (name, bytes) in files { try root.write(bytes, to: "1_x/\(name)") }
    let request = FolderRequest(
      path: "\(root.path)/1_x", repeats: repeats, classTokens: classTokens, isRegularization: isRegularization)
    let fingerprint = DatasetFingerprint(DatasetReader.read([request]))
    #expect(fingerprint.whole.count == 64 && fingerprint.folders.count == 1)
    return fingerprint.whole
  }

  @Test func changesWithWhatIsTrained() throws {
    let picture = FolderReadingTests.picture
    let base: [(String, [UInt8])] = [("a.png", picture), ("a.txt", Array("one".utf8)), ("b.png", picture + [1])]
    var variants: [[(String, [UInt8])]] = [base]
    variants.append([("c.png", picture)] + base.dropFirst())
    variants.append([("a.png", picture + [0])] + base.dropFirst())
    variants.append(base.map { $0.0 == "a.txt" ? ("a.txt", Array("two".utf8)) : $0 })
    variants.append(base.filter { $0.0 != "a.txt" })
    variants.append(base.map { $0.0 == "a.txt" ? ("a.txt", []) : $0 })
    variants.append(base.map { $0.0 == "a.txt" ? ("a.txt", [0x20]) : $0 })
    variants.append(base.filter { $0.0 != "b.png" })
    var found = Set(try variants.map { try fingerprint($0) })
    #expect(found.count == variants.count)
    found.insert(try fingerprint(base, repeats: 2))
    found.insert(try fingerprint(base, classTokens: "y"))
    found.insert(try fingerprint(base, isRegularization: true))
    #expect(found.count == variants.count + 3)
  }

  @Test func staysWithoutAChange() throws {
    let files: [(String, [UInt8])] = [("a.png", FolderReadingTests.picture), ("a.txt", Array("one".utf8))]
    let first = try fingerprint(files)
    #expect(try fingerprint(files) == first)
    #expect(try fingerprint(files + [("notes.md", [1])]) == first)
    // Stored in plans: a change of this number makes every stored plan stale.
    #expect(first == "91a833f15a282da45e1a49f21ff73339e4ca907ffcb2cf7b7b81d11996400a32")
  }
}
