import LoracArchitectures
import LoracDiagnostics
import LoracJSON
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct WeightsDiagnosticsTests {
  static let errors: [(SafetensorsError, String)] = [
    (.missing, "LR0600"), (.folder, "LR0601"), (.notAFile, "LR0601"), (.unreadable("permission denied"), "LR0601"),
    (.empty, "LR0603"), (.otherContent(.pickle), "LR0604"), (.otherContent(.webPage), "LR0605"),
    (.otherContent(.json), "LR0605"), (.otherContent(.gitLFSPointer(byteCount: 7)), "LR0606"),
    (.otherContent(.gguf), "LR0607"), (.otherContent(.image), "LR0607"), (.otherContent(.archive), "LR0607"),
    (.otherContent(.unknown), "LR0607"), (.otherContent(.zeros), "LR0608"),
    (.headerCutOff(stated: 9, byteCount: 8), "LR0608"), (.dataCutOff(expected: 9, byteCount: 8), "LR0608"),
    (.headerTooLarge(stated: .max), "LR0609"), (.invalidJSON(.init(byteOffset: 1, message: "x")), "LR0609"),
    (.invalidHeader("x"), "LR0609"), (.trailingData(expected: 8, byteCount: 9), "LR0610"),
  ]
  static let inspections: [(ModelInspectionError, String)] = [
    (.wrongExtension, "LR0611"), (.folderWithoutModel(candidates: ["a", "b", "c", "d"]), "LR0602"),
    (.folderWithoutModel(candidates: []), "LR0602"), (.folderPart("vae/a.bin", .empty), "LR0603"),
  ]
  static let kinds: [([TestFile.Entry], String?)] = [
    (ModelInspectionTests.sd15, nil),
    (ModelInspectionTests.unet(32, input: 4, context: 32) + ModelInspectionTests.clip, "LR0613"),
    (ModelInspectionTests.unet(32, input: 9, context: 32) + ModelInspectionTests.clip, "LR0615"),
    ([("double_blocks.0.img_attn.qkv.weight", "BF16", [3, 1])], "LR0614"),
    ([("lora_unet_x.lora_down.weight", "F16", [4, 8])], "LR0612"), ([("x", "F16", [4, 8])], "LR0616"),
    (
      ModelInspectionTests.unet(32, input: 4, context: 16) + ModelInspectionTests.openCLIP + ModelInspectionTests.vae,
      "LR0618"
    ),
  ]

  private func inspect(_ entries: [TestFile.Entry]) throws -> ModelInspection {
    let folder = try TemporaryDirectory()
    return try ModelInspection.inspect(try folder.write(TestFile.bytes(entries), to: "m.safetensors"))
  }

  @Test(arguments: errors)
  func everyFileErrorHasItsCode(_ error: SafetensorsError, _ code: String) {
    let diagnostic = Diagnostic.file(error, path: "m.safetensors")
    #expect(diagnostic.code.id == code)
    #expect(diagnostic.headline.hasPrefix("'m.safetensors' "))
  }

  @Test(arguments: inspections)
  func everyInspectionErrorHasItsCode(_ error: ModelInspectionError, _ code: String) {
    #expect(Diagnostic.model(error, path: "m").code.id == code)
  }

  @Test(arguments: kinds)
  func everyKindHasItsCode(_ entries: [TestFile.Entry], _ code: String?) throws {
    #expect(try inspect(entries).diagnostics(path: "m").map(\.code.id) == (code.map { [$0] } ?? []))
  }

  @Test func comparesFamilyAndPredictionWithTheRecipe() throws {
    let first = try inspect(ModelInspectionTests.sd15)
    func codes(_ inspection: ModelInspection, _ family: ModelArchitecture.Family?, _ velocity: Bool?) -> [String] {
      inspection.diagnostics(
        path: "m", stated: family.map { ($0, nil) }, predictsVelocity: velocity.map { ($0, nil) }
      ).map(\.code.id)
    }
    #expect(codes(first, .sd15, false) == [])
    #expect(codes(first, .sdxl, nil) == ["LR0617"])
    #expect(codes(first, nil, true) == ["LR0619"])
    let marked = try inspect(
      ModelInspectionTests.sdxlUNet + ModelInspectionTests.sdxlEncoders + ModelInspectionTests.vae
        + [("v_pred", "F32", [0])])
    #expect(codes(marked, nil, nil) == ["LR0619"])
    #expect(codes(marked, nil, true) == [])
  }

  @Test func catalogueIsOrderedAndComplete() {
    let ids = WeightsDiagnostics.codes.map(\.id)
    #expect(ids == (600...633).map { "LR0\($0)" })
    #expect(Set(WeightsDiagnostics.codes.map(\.slug)).count == ids.count)
    for code in WeightsDiagnostics.codes {
      let page = code.explanation
      #expect(![page.meaning, page.why, page.example, page.fix].contains(""))
    }
  }

  @Test func namesThreeDifferencesAndCountsTheRest() {
    let differences = (0..<5).map { LoRAFileHeader.Difference(name: "t\($0)", kind: .missing) }
    let diagnostic = Diagnostic.loraDiffers(differences, path: "a.safetensors")
    #expect(diagnostic.notes.filter { $0.kind == .note }.map(\.text).suffix(2) == ["'t2' is missing", "and 2 more"])
    #expect(diagnostic.code.id == "LR0620")
  }
}
