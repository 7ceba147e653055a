import LoracArchitectures
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct MappedSafetensorsTests {
  @Test func lendsTensorsThatOutliveTheFile() throws {
    var tensor: WeightTensor?
    do {
      let folder = try TemporaryDirectory()
      let bytes = TestModel.patterned(TestFile.bytes([("a", "F32", [2, 3]), ("b", "F16", [4])]))
      let file = try MappedSafetensors.open(try folder.write(bytes, to: "a.safetensors"))
      #expect(file.tensors.map(\.name) == ["a", "b"])
      #expect(file.withBytes { $0.elementsEqual(bytes) })
      #expect(file.tensor("c") == nil)
      tensor = file.tensor("b")
    }
    let kept = try #require(tensor)
    #expect(kept.shape == [4])
    #expect(kept.elementCount == 4)
    #expect(kept.bytes.count == 8)
    #expect(kept.floats?.count == 4)
  }

  /// Writers of 2022 did not pad their headers.
  @Test func alignsWhatTheFileDoesNot() throws {
    let folder = try TemporaryDirectory()
    for padding in 0..<8 {
      let header =
        #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"F32","shape":[2],"data_offsets":[3,11]}}"#
        + String(repeating: " ", count: padding)
      var bytes = TestFile.length(header.utf8.count) + Array(header.utf8) + [1, 2, 3]
      for value: Float in [1.5, -2] {
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) }
      }
      let file = try MappedSafetensors.open(try folder.write(bytes, to: "\(padding).safetensors"))
      let tensor = try #require(file.tensor("b"))
      #expect(tensor.floats == [1.5, -2])
      #expect(tensor.withBytes { Int(bitPattern: $0.baseAddress) % 4 } == 0)
    }
  }

  @Test func holdsNumbersOfItsOwn() {
    let tensor = WeightTensor(name: "a", shape: [2, 1], values: [3, 4])
    #expect(tensor.floats == [3, 4])
    #expect(tensor.renamed("b", shape: [2]).shape == [2])
    #expect(WeightTensor(name: "none", shape: [0], values: []).floats == [])
  }

  @Test func refusesDamagedFiles() throws {
    let folder = try TemporaryDirectory()
    let bytes = TestFile.bytes([("a", "F32", [2])])
    for count in [0, 4, 20, bytes.count - 1] {
      let path = try folder.write(Array(bytes[..<count]), to: "\(count).safetensors")
      #expect(throws: SafetensorsError.self) { try MappedSafetensors.open(path) }
    }
    #expect(throws: SafetensorsError.folder) { try MappedSafetensors.open(folder.path) }
    // 100 MB of header are stated, and a few bytes are there.
    let hostile = TestFile.length(99_999_999) + Array("{\"a\":".utf8)
    let path = try folder.write(hostile, to: "hostile.safetensors")
    #expect(throws: SafetensorsError.headerCutOff(stated: 99_999_999, byteCount: hostile.count)) {
      try MappedSafetensors.open(path)
    }
  }
}
