import LoracArchitectures
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct LoRAFileHeaderTests {
  static let planned = AdapterTensors(
    .sd15, .init(linear: .init(rank: 2, alpha: 1), target: .textEncoder, savedType: .float16))
  static let entries = planned.tensors.map { (name: $0.name, type: $0.type.rawValue, shape: $0.shape) }

  private func read(_ entries: [TestFile.Entry]) throws -> LoRAFileHeader {
    let folder = try TemporaryDirectory()
    return try LoRAFileHeader.read(
      try folder.write(TestFile.bytes(entries, metadata: #"{"ss_steps":"10"}"#), to: "a.safetensors"))
  }

  @Test func readsModules() throws {
    let file = try read(Self.entries)
    #expect(file.modules.count == 72)
    #expect(file.modules.allSatisfy { $0.rank == 2 && $0.type == .float16 && $0.alphaType == .float16 })
    #expect(file.header.metadata == ["ss_steps": "10"])
    #expect(file.header.fileByteCount - file.header.headerByteCount == Self.planned.dataByteCount)
  }

  @Test func findsNoDifferenceInThePlannedFile() throws {
    #expect(try read(Self.entries.reversed()).differences(from: Self.planned).isEmpty)
  }

  @Test func namesEveryDifference() throws {
    var entries = Self.entries
    let missing = entries.removeFirst().name
    entries[0].shape = [3, 1]
    entries[1].type = "F32"
    entries.append(("zzz.alpha", "F16", []))
    let found = try read(entries).differences(from: Self.planned).map(\.description)
    #expect(
      found.sorted()
        == [
          "'\(missing)' is missing", "'zzz.alpha' was not planned",
          "'\(entries[0].name)' has shape [3, 1] instead of \(Self.entries[1].shape)",
          "'\(entries[1].name)' is F32 instead of F16",
        ].sorted())
  }
}
