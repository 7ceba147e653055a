import LoracArchitectures
import LoracJSON
import Testing

@Suite struct AdapterTensorsHeaderTests {
  /// The metadata that the script wrote: quotes, a newline, a letter of two bytes, a backslash, a control code.
  static let metadata: [(key: String, value: String)] = [
    ("ss_output_name", "a \"b\"\n\u{E9}"), ("ss_tag", "back\\slash\u{1}"),
  ]

  @Test(arguments: ["r4-f32", "r4-alpha0-asis"])
  func equalsTheHeaderThatSafetensorsWrites(_ name: String) throws {
    let configuration = try #require(KohyaReference.configurations[name])
    let adapters = AdapterTensors(.sd15, configuration)
    let recorded = try KohyaReference().json["cases"]?["sd15 \(name)"]?["header_bytes"]
    #expect(recorded == .integer(adapters.headerByteCount(metadata: Self.metadata)))
  }

  @Test func isAMultipleOfEightWithAndWithoutMetadata() {
    let adapters = AdapterTensors(.sd15, .init(linear: .init(rank: 4, alpha: 1)))
    let bare = adapters.headerByteCount(metadata: [])
    #expect(bare % 8 == 0)
    let more = adapters.headerByteCount(metadata: [("k", String(repeating: "v", count: 100))])
    #expect((more - bare - 123).magnitude < 8)
  }
}
