import Testing

@testable import LoracPrompts

@Suite struct PromptReferencesTests {
  @Test(
    arguments: [
      ("a <lora:Zhang:0.8> b", "a  b", [LoraReference(name: "Zhang", textEncoder: 0.8, unet: 0.8)], []),
      ("<lora:x>", "", [LoraReference(name: "x")], []),
      ("<lora:x:0.5:1>", "", [LoraReference(name: "x", textEncoder: 0.5, unet: 1)], []),
      ("<lyco:x:unet=0.3:te=.2>", "", [LoraReference(name: "x", textEncoder: 0.2, unet: 0.3)], []),
      (
        "<lora:a:1><lora:b:-1.>", "", [LoraReference(name: "a"), LoraReference(name: "b", textEncoder: -1, unet: -1)],
        []
      ),
      ("<hypernet:x:1> <lora:x:one> <lora::1>", "  ", [], ["<hypernet:x:1>", "<lora:x:one>", "<lora::1>"]),
      ("a < b > c <3 <:x> <lora x>", "a < b > c <3 <:x> <lora x>", [], []), ("<lora:x", "<lora:x", [], []),
      ("<<lora:x:1>>", "<>", [LoraReference(name: "x")], []),
    ] as [(String, String, [LoraReference], [String])])
  func taken(_ prompt: String, _ left: String, _ loras: [LoraReference], _ refused: [String]) {
    let references = PromptReferences(in: prompt)
    #expect(references.prompt == left)
    #expect(references.loras == loras)
    #expect(references.refused.map(\.text) == refused)
    #expect(references.partlyRead.isEmpty)
  }

  @Test func saysWhyAReferenceIsRefused() {
    let references = PromptReferences(in: "<hypernet:x:1> <lora:x:abc> <lora:x:1:b> <lora::1>")
    #expect(references.refused.map(\.reason) == [.kind("hypernet"), .weight("abc"), .weight("b"), .noName])
  }

  /// A1111's third number and the weights of blocks that an extension reads.
  @Test func namesWhatItReadsInPart() {
    let references = PromptReferences(in: "<lora:m:1:2:3> <lora:m:1:lbw=FACE> <lora:m:te=1:unet=2>")
    #expect(references.partlyRead == ["<lora:m:1:2:3>", "<lora:m:1:lbw=FACE>"])
    #expect(references.loras.map(\.unet) == [2, 1, 2])
  }

  @Test(
    arguments: [
      ("[cat:dog:0.5]", [.editing("[cat:dog:0.5]")]), ("[cat:10]", [.editing("[cat:10]")]),
      ("[a|b] AND c", [.alternation("[a|b]"), .composition]), ("（cat：1.3）", [.fullWidth("（")]),
      ("[cat], (dog:1.2), \\[a:1\\], BRAND, and", []), ("[a: b]", []),
    ] as [(String, [UnsupportedSyntax])])
  func unsupported(_ prompt: String, _ found: [UnsupportedSyntax]) {
    #expect(UnsupportedSyntax.found(in: prompt) == found)
  }

  @Test(arguments: [("1", 1), ("1.", 1), (".5", 0.5), ("-2.50", -2.5), ("+1e-1", 0.1)] as [(String, Double)])
  func numbers(_ text: String, _ value: Double) {
    #expect(Double(pythonNumber: text) == value)
  }

  @Test(arguments: ["", ".", "-", "1.2.3", "0x1", "nan", "e5", "+-1", "1e", "--1"])
  func noNumbers(_ text: String) {
    #expect(Double(pythonNumber: text) == nil)
  }
}
