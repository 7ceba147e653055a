import LoracArchitectures
import LoracJSON
import Testing

@Suite struct AdapterTensorsTests {
  @Test func equalsWhatKohyaSavesInEveryRecordedCase() throws {
    guard case .object(let cases) = try #require(try KohyaReference().json["cases"]) else { return }
    #expect(cases.count == 4 * KohyaReference.configurations.count)
    for item in cases {
      let words = item.key.split(separator: " ").map(String.init)
      let architecture = try #require(KohyaReference.architecture(words[0]), "\(item.key)")
      let configuration = try #require(KohyaReference.configurations[words[1]], "\(item.key)")
      let adapters = AdapterTensors(architecture, configuration)
      let lines = adapters.tensors.map { "\($0.name) \($0.type.rawValue) \($0.shape)" }
      // The samples come first, since a wrong hash says little.
      #expect(item.value["samples"] == .array([0, lines.count / 3, lines.count - 1].map { .string(lines[$0]) }))
      #expect(item.value["tensors_hash"] == .string(KohyaReference.hash(lines)), "\(item.key)")
      #expect(item.value["modules"] == .integer(adapters.moduleCount), "\(item.key)")
      #expect(item.value["parameters"] == .integer(adapters.parameterCount), "\(item.key)")
      #expect(item.value["data_bytes"] == .integer(adapters.dataByteCount), "\(item.key)")
      let created = architecture.adaptableModules(beyondTransformers: configuration.convolution != nil)
        .filter { configuration.size(for: $0) != nil }.map(\.name)
      #expect(item.value["creation_order_hash"] == .string(KohyaReference.hash(created)), "\(item.key)")
    }
  }

  @Test func groupsAddUpAndKeepTheirOrder() {
    let all = AdapterTensors(.sdxl, .init(linear: .init(rank: 16, alpha: 8), convolution: .init(rank: 8, alpha: 4)))
    #expect(all.groups.map(\.group) == AdaptableModule.Group.allCases)
    #expect(all.groups.reduce(0) { $0 + $1.moduleCount } == all.tensors.count / 3)
    let stored = all.tensors.filter { !$0.name.hasSuffix(".alpha") }.reduce(0) { $0 + $1.elementCount }
    #expect(all.parameterCount == stored)
  }

  @Test func leavesOutPartsWithoutAdapters() {
    let text = AdapterTensors(.sd15, .init(linear: .init(rank: 4, alpha: 1), target: .textEncoder))
    #expect(text.groups.map(\.group) == [.textEncoder])
    #expect(text.groups.map(\.moduleCount) == [72])
    let unet = AdapterTensors(.sd15, .init(linear: .init(rank: 4, alpha: 1), target: .unet))
    #expect(unet.groups.map(\.group) == [.unetDown, .unetMiddle, .unetUp])
    #expect(unet.moduleCount == 192)
    #expect(AdapterTensors(.sd15, .init(linear: .init(rank: 0, alpha: 1))).tensors.isEmpty)
  }

  @Test func storesWhatWasTrainedWhenNoPrecisionIsAskedFor() {
    let configuration = AdapterConfiguration(linear: .init(rank: 4, alpha: 1), trainedType: .float16)
    #expect(AdapterTensors(.sd15, configuration).tensors.allSatisfy { $0.type == .float16 })
  }
}
