import LoracArchitectures
import LoracJSON
import LoracTestSupport

/// What kohya's own network class would save, as Tests/Tools/kohya_lora_tensors.py recorded it.
struct KohyaReference {
  let json: JSONValue

  init() throws {
    json = try JSONValue.parse(try readFile("\(testFolder())/Fixtures/kohya-lora-tensors.json"))
  }

  /// The architecture of a recorded model; `sd2-folder` is SD 2 loaded from a diffusers folder.
  static func architecture(_ model: String) -> ModelArchitecture? {
    if model == "sd2-folder" { return ModelArchitecture.sd2.loadedFromDiffusersFolder }
    return ModelArchitecture.Family(rawValue: model).map(ModelArchitecture.published)
  }

  /// The settings behind the names of the recorded cases; the same table stands in the script.
  static let configurations: [String: AdapterConfiguration] = [
    "r4-f32": .init(linear: .init(rank: 4, alpha: 1), savedType: .float32),
    "r128-f16": .init(linear: .init(rank: 128, alpha: 64), savedType: .float16),
    "r16-conv8-bf16": .init(
      linear: .init(rank: 16, alpha: 8), convolution: .init(rank: 8, alpha: 4), savedType: .bfloat16),
    "r8-unet": .init(linear: .init(rank: 8, alpha: 8), target: .unet, savedType: .float16),
    "r8-conv8-unet": .init(
      linear: .init(rank: 8, alpha: 8), convolution: .init(rank: 8, alpha: 1), target: .unet, savedType: .float32),
    "r8-text": .init(linear: .init(rank: 8, alpha: 4), target: .textEncoder, savedType: .float32),
    "r4-alpha0-asis": .init(linear: .init(rank: 4, alpha: 0)),
    "r4-conv0-asis": .init(linear: .init(rank: 4, alpha: 1), convolution: .init(rank: 0, alpha: 1)),
    "r4-conv4-alpha0-asis": .init(
      linear: .init(rank: 4, alpha: 1), convolution: .init(rank: 4, alpha: 0), target: .unet),
  ]

  /// FNV-1a over lines, as the script computes it.
  static func hash(_ lines: some Sequence<String>) -> String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for line in lines {
      for byte in line.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
      value = (value ^ 0x0A) &* 0x100_0000_01B3
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
