import LoracArchitectures
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct SafetensorsHeaderTests {
  private func read(_ bytes: [UInt8]) throws -> SafetensorsHeader {
    let folder = try TemporaryDirectory()
    return try SafetensorsHeader.read(try folder.write(bytes, to: "a.safetensors"))
  }

  @Test func readsTensorsInTheOrderOfTheirData() throws {
    let header = """
      {"b":{"shape":[2,3],"dtype":"F16","data_offsets":[4,16]}, "__metadata__" : {"k":"a}\\"{"},
       "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"none":{"dtype":"I64","shape":[0,7],"data_offsets":[16,16]}}
      """
    let file = TestFile.bytes(header: header, dataByteCount: 16)
    let parsed = try read(file)
    let start = file.count - 16
    #expect(parsed.headerByteCount == start)
    #expect(parsed.fileByteCount == file.count)
    #expect(parsed.tensors.map(\.name) == ["a", "b", "none"])
    #expect(parsed["b"]?.type == .float16)
    #expect(parsed["b"]?.shape == [2, 3])
    #expect(parsed["b"]?.bytes == start + 4..<start + 16)
    #expect(parsed["none"]?.bytes.isEmpty == true)
    #expect(parsed["c"] == nil)
    #expect(parsed.metadata == ["k": "a}\"{"])
  }

  @Test func readsUnusualSpellings() throws {
    let header = #"{"t\u00e9":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"note":[1.5,null]}}"#
    #expect(try read(TestFile.bytes(header: header, dataByteCount: 1)).tensors.map(\.name) == ["t\u{E9}"])
    #expect(try read(TestFile.bytes(header: "{}", dataByteCount: 0)).tensors.isEmpty)
  }

  @Test(arguments: TensorType.allCases)
  func knowsEveryType(_ type: TensorType) throws {
    let header = try read(TestFile.bytes([("a", type.rawValue, [3])]))
    #expect(header.tensors.map(\.type) == [type])
    #expect(header.tensors[0].bytes.count == 3 * type.byteCount)
  }

  @Test func readsHeadersLargerThanTheFirstRead() throws {
    let entries = (0..<3000).map { (name: "layer.\($0).weight", type: "F16", shape: [2, 2]) }
    let header = try read(TestFile.bytes(entries))
    #expect(header.headerByteCount > 1 << 17)
    #expect(header.tensors.map(\.name) == entries.map(\.name))
  }

  /// Headers that break a rule, with one byte of data unless said otherwise, and the phrase that tells.
  static let hostile: [(header: String, data: Int, phrase: String)] = [
    (#"{"a":1}"#, 1, "tensor 'a' is not a JSON object"),
    (#"{"__metadata__":[]}"#, 0, "'__metadata__' is not a JSON object"),
    (#"{"__metadata__":{"k":1}}"#, 0, "the metadata value of 'k' is not a string"),
    (#"{"a":{"shape":[1],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has no 'dtype'"),
    (#"{"a":{"dtype":"F12","shape":[1],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has the unknown type 'F12'"),
    (#"{"a":{"dtype":8,"shape":[1],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has a 'dtype' of the wrong kind"),
    (#"{"a":{"dtype":"U8","data_offsets":[0,1]}}"#, 1, "tensor 'a' has no valid 'shape'"),
    (#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has no valid 'shape'"),
    (#"{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has no valid 'shape'"),
    (
      #"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has no valid 'shape'"
    ),
    (#"{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}"#, 1, "tensor 'a' has no valid 'shape'"),
    (#"{"a":{"dtype":"U8","shape":[1]}}"#, 1, "tensor 'a' has no valid 'data_offsets'"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}"#, 1, "tensor 'a' has no valid 'data_offsets'"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}"#, 1, "tensor 'a' has no valid 'data_offsets'"),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}"#, 1, "tensor 'a' has 'data_offsets' in reverse order"),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}"#, 1, "tensor 'a' should take 2 bytes but is given 1"),
    (#"{"a":{"dtype":"F64","shape":[9223372036854775807],"data_offsets":[0,1]}}"#, 1, "64 bits"),
    (#"{"a":{"dtype":"U8","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}"#, 0, "64 bits"),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]}}"#, 1,
      "lies beyond what 64 bits can count"
    ),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2, "tensor 'a' leaves a hole before it"),
    (
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#, 3,
      "tensor 'b' overlaps the one before it"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2,
      "two tensors are named 'a'"
    ),
  ]

  @Test(arguments: hostile)
  func refusesHeadersThatBreakARule(_ header: String, _ data: Int, _ phrase: String) {
    let error = #expect(throws: SafetensorsError.self) {
      try read(TestFile.bytes(header: header, dataByteCount: data))
    }
    guard case .invalidHeader(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains(phrase))
  }

  @Test(arguments: [
    "{", "{]", #"{"a"}"#, "{\"\u{FF}\":1,}", #"{"a":1,"a":2}"#, #"{"a":{"dtype":"U8","shape":[01]}}"#, #"{} {}"#,
    String(repeating: "{\"a\":", count: 5000), #"{"a":[[[[[[[[[[[1]]]]]]]]]]]}"#,
  ])
  func refusesWhatIsNoJSON(_ text: String) {
    #expect(throws: SafetensorsError.self) { try read(TestFile.bytes(header: text, dataByteCount: 0)) }
  }

  @Test func refusesInvalidUTF8() {
    let text = Array(#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#.utf8.map { $0 == 0x61 ? 0xFF : $0 })
    #expect { try read(TestFile.length(text.count) + text) } throws: {
      guard case .invalidJSON = $0 as? SafetensorsError else { return false }
      return true
    }
  }

  static let whole = TestFile.bytes([("a", "F32", [4]), ("b", "F16", [8])])
  static let wholeFiles: [([UInt8], SafetensorsError)] = [
    ([], .empty),
    (Array(whole.dropLast()), .dataCutOff(expected: whole.count, byteCount: whole.count - 1)),
    (whole + [0], .trailingData(expected: whole.count, byteCount: whole.count + 1)),
    (Array(whole.prefix(40)), .headerCutOff(stated: whole.count - 40, byteCount: 40)),
    (TestFile.length(200_000_000) + Array("{}".utf8), .headerTooLarge(stated: 200_000_000)),
    ([UInt8](repeating: 0xFF, count: 8) + Array("{}".utf8), .headerTooLarge(stated: .max)),
    (TestFile.length(100), .headerCutOff(stated: 100, byteCount: 8)),
  ]

  @Test(arguments: wholeFiles)
  func refusesFilesOfTheWrongLength(_ bytes: [UInt8], _ expected: SafetensorsError) {
    #expect(throws: expected) { try read(bytes) }
  }

  static let otherContents: [([UInt8], FileContent)] = [
    (Array("PK\u{3}\u{4}\u{0}\u{0}\u{8}\u{8}archive/data.pkl".utf8), .pickle),
    ([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], .pickle),
    (Array("\n  <!DOCTYPE html><html>".utf8), .webPage), (Array("<HTML>".utf8), .webPage),
    (Array(#"{"error":"Unauthorized"}"#.utf8), .json), (Array("GGUF\u{3}".utf8), .gguf),
    (
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 4265380512\n".utf8),
      .gitLFSPointer(byteCount: 4_265_380_512)
    ),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .image), ([UInt8](repeating: 0, count: 4096), .zeros),
    ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0], .archive), (Array("hello, world".utf8), .unknown),
  ]

  @Test(arguments: otherContents)
  func recognisesOtherFiles(_ bytes: [UInt8], _ content: FileContent) {
    #expect(throws: SafetensorsError.otherContent(content)) { try read(bytes) }
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: SafetensorsError.missing) { try SafetensorsHeader.read("\(folder.path)/none.safetensors") }
    #expect(throws: SafetensorsError.folder) { try SafetensorsHeader.read(folder.path) }
    #expect(throws: SafetensorsError.notAFile) { try SafetensorsHeader.read("/dev/null") }
  }

  /// Changed headers end in an error or in a header that keeps every promise, and the two readers never disagree.
  @Test func survivesTwentyThousandMutations() throws {
    let entries: [TestFile.Entry] = [("a.weight", "F32", [2, 3]), ("b", "F16", []), ("c.\u{E9}", "BF16", [4, 1, 1])]
    let original = TestFile.bytes(entries, metadata: #"{"ss_tag":"{\"x\": 1}"}"#)
    var random = Generator(state: 20_240_501)
    var accepted = 0
    for _ in 0..<20_000 {
      var text = Array(original[8..<(original.count - 34)])
      for _ in 0...random.below(3) { mutate(&text, &random) }
      guard let header = try? SafetensorsHeader(json: text, fileByteCount: 8 + text.count + 34) else { continue }
      accepted += 1
      #expect(header.fileByteCount == 8 + text.count + 34)
      #expect(header.tensors.allSatisfy { $0.bytes.count == $0.shape.reduce($0.type.byteCount, *) })
      // A field that nobody knows sends the same header through the other reader.
      let spaced = Array(String(decoding: text, as: UTF8.self).replacing("{\"dtype\"", with: "{\"x\":0,\"dtype\"").utf8)
      let slow = try? SafetensorsHeader(json: spaced, fileByteCount: 8 + spaced.count + 34)
      #expect(slow?.tensors.map(\.name) == header.tensors.map(\.name))
    }
    #expect(accepted > 100)
  }

  private func mutate(_ text: inout [UInt8], _ random: inout Generator) {
    guard !text.isEmpty else { return }
    let index = random.below(text.count)
    switch random.below(5) {
    case 0: text[index] = UInt8(truncatingIfNeeded: random.below(256))
    case 1: text.remove(at: index)
    case 2: text.insert(Array("\"{}[]:,0123456789 \\".utf8)[random.below(19)], at: index)
    case 3: text.removeSubrange(index..<min(text.count, index + random.below(20)))
    default: text.insert(contentsOf: text[index..<min(text.count, index + random.below(60))], at: index)
    }
  }
}

/// A random number generator with a fixed sequence (SplitMix64).
struct Generator {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
