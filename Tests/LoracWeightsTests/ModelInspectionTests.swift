import LoracArchitectures
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct ModelInspectionTests {
  typealias Entry = TestFile.Entry

  static func unet(_ base: Int, input: Int, context: Int, block: String = "input_blocks.1.1") -> [Entry] {
    let prefix = "model.diffusion_model."
    return [
      (prefix + "input_blocks.0.0.weight", "F16", [base, input, 3, 3]),
      (prefix + "\(block).transformer_blocks.0.attn2.to_k.weight", "F16", [base, context]),
    ]
  }

  static let vae: [Entry] = [("first_stage_model.decoder.conv_in.weight", "F32", [16, 4, 3, 3])]
  static let clip: [Entry] = [
    ("cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight", "F16", [128, 32])
  ]
  static let openCLIP: [Entry] = [("cond_stage_model.model.transformer.resblocks.0.mlp.c_fc.weight", "F16", [64, 16])]
  static let sdxlEncoders: [Entry] = [
    ("conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight", "F16", [128, 32]),
    ("conditioner.embedders.1.model.transformer.resblocks.0.mlp.c_fc.weight", "F16", [256, 64]),
  ]
  static let sd15 = unet(32, input: 4, context: 32) + clip + vae
  static let sdxlUNet = unet(32, input: 4, context: 96, block: "input_blocks.4.1")

  static let kinds: [([Entry], ModelKind)] = [
    (sd15, .base(.sd15)),
    (unet(32, input: 4, context: 16) + openCLIP + vae, .base(.sd2)),
    (sdxlUNet + sdxlEncoders + vae, .base(.sdxl)),
    (sdxlUNet + [("conditioner.embedders.0.model.ln_final.weight", "F16", [8])], .variant(.sdxl, .refiner)),
    (unet(32, input: 9, context: 32) + clip + vae, .variant(.sd15, .inpainting)),
    (unet(32, input: 8, context: 32) + clip + vae, .variant(.sd15, .instructPix2Pix)),
    (unet(32, input: 5, context: 16) + openCLIP + vae, .variant(.sd2, .depth)),
    (unet(32, input: 7, context: 16) + openCLIP + vae, .variant(.sd2, .otherInput)),
    ([("double_blocks.0.img_attn.qkv.weight", "BF16", [3, 1])], .unsupported(.flux)),
    ([("model.diffusion_model.double_blocks.0.img_attn.qkv.weight", "BF16", [3, 1])], .unsupported(.flux)),
    ([("model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight", "BF16", [3, 1])], .unsupported(.sd3)),
    ([("lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight", "F16", [4, 8])], .part(.lora)),
    ([("transformer.blocks.0.to_q.lora_A.weight", "F16", [4, 8])], .part(.lora)),
    ([("lora_unet_x.hada_w1_a", "F16", [4, 8])], .part(.lora)),
    ([("decoder.conv_in.weight", "F32", [16, 4, 3, 3])], .part(.vae)),
    (vae, .part(.vae)),
    ([("control_model.input_hint_block.0.weight", "F16", [1])], .part(.controlNet)),
    ([("emb_params", "F32", [4, 768])], .part(.textualInversion)),
    ([("text_model.encoder.layers.0.mlp.fc1.weight", "F16", [1])], .part(.textEncoder)),
    (unet(32, input: 4, context: 32) + vae, .part(.unet)),
    ([("conv_in.weight", "F16", [1]), ("down_blocks.0.resnets.0.conv1.weight", "F16", [1])], .part(.unet)),
    ([("something.weight", "F16", [1])], .unrecognised), ([], .unrecognised),
  ]

  private func inspect(_ entries: [Entry], metadata: String? = nil) throws -> ModelInspection {
    let folder = try TemporaryDirectory()
    let path = try folder.write(TestFile.bytes(entries, metadata: metadata), to: "m.safetensors")
    return try ModelInspection.inspect(path)
  }

  @Test(arguments: kinds)
  func tellsWhatAFileIs(_ entries: [Entry], _ kind: ModelKind) throws {
    #expect(try inspect(entries).kind == kind)
  }

  @Test func readsWidthsFromShapes() throws {
    let found = try #require(try inspect(Self.sd15).architecture)
    var expected = ModelArchitecture.sd15
    expected.unet.levelChannels = UNetArchitecture.levelChannels(base: 32, as: expected.unet.levelChannels)
    expected.unet.contextWidth = 32
    expected.textEncoders = [.init(width: 32, feedForwardWidth: 128, layerCount: 12)]
    #expect(found == expected)
    let large = try #require(try inspect(Self.sdxlUNet + Self.sdxlEncoders + Self.vae).architecture)
    #expect(large.textEncoders.map(\.width) == [32, 64])
    #expect(large.textEncoders.map(\.layerCount) == [12, 32])
    #expect(try inspect(Self.unet(32, input: 9, context: 32) + Self.clip).architecture == nil)
  }

  /// Levels may be as wide as they like; where the file tells only some, they grow as the published ones do.
  @Test func readsTheWidthOfEachLevel() throws {
    func levels(_ widths: [Int]) throws -> [Int]? {
      let entries: [Entry] = widths.enumerated().map { level, width in
        ("model.diffusion_model.input_blocks.\(1 + 3 * level).0.out_layers.3.weight", "F16", [width, width, 3, 3])
      }
      return try inspect(Self.sd15 + entries).architecture?.unet.levelChannels
    }
    #expect(try levels([32, 48, 64, 16]) == [32, 48, 64, 16])
    #expect(try levels([32, 48]) == [32, 64, 128, 128])
    #expect(try levels([48, 48, 48, 48]) == [32, 64, 128, 128])
  }

  @Test func namesMissingParts() throws {
    #expect(try inspect(Self.sd15).missingParts == [])
    #expect(try inspect(Self.unet(32, input: 4, context: 32) + Self.clip).missingParts == [.vae])
    #expect(try inspect(Self.sdxlUNet + [Self.sdxlEncoders[0]]).missingParts == [.textEncoder, .vae])
  }

  @Test func readsPredictionTypeWhereTheFileTells() throws {
    let second = Self.unet(32, input: 4, context: 16) + Self.openCLIP + Self.vae
    #expect(try inspect(second).prediction == .unknown)
    #expect(try inspect(second, metadata: #"{"modelspec.prediction_type":"v"}"#).prediction == .velocity)
    #expect(try inspect(second, metadata: #"{"modelspec.prediction_type":"epsilon"}"#).prediction == .epsilon)
    #expect(try inspect(Self.sd15).prediction == .epsilon)
    #expect(try inspect(Self.sdxlUNet + Self.sdxlEncoders + [("v_pred", "F32", [0])]).prediction == .velocity)
  }

  @Test func tellsTypeSizeAndHashes() throws {
    let inspection = try inspect(Self.sd15)
    #expect(inspection.unetType == .float16)
    #expect(inspection.layout == .singleFile)
    #expect(inspection.byteCount == TestFile.bytes(Self.sd15).count)
    // The hash of nothing, as kohya computes it for files that end before 1 MiB.
    #expect(inspection.shortHash == "e3b0c442")
    #expect(inspection.fingerprint.count == 64)
  }

  @Test func fingerprintNoticesHeadTailAndSize() throws {
    let folder = try TemporaryDirectory()
    let bytes = TestFile.bytes([("a", "U8", [100_000])])
    var changedTail = bytes
    changedTail[bytes.count - 1] = 1
    var changedMiddle = bytes
    changedMiddle[50_000] = 1
    let files = [
      bytes, changedTail, TestFile.bytes([("b", "U8", [100_000])]), TestFile.bytes([("a", "U8", [100_001])]),
      changedMiddle,
    ]
    let prints = try files.enumerated().map { index, file in
      try ModelInspection.inspect(try folder.write(file, to: "\(index).safetensors")).fingerprint
    }
    #expect(Set(prints.prefix(4)).count == 4)
    #expect(prints[4] == prints[0])
  }

  @Test func refusesSafetensorsUnderAnotherName() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(TestFile.bytes(Self.sd15), to: "model.ckpt")
    #expect(throws: ModelInspectionError.wrongExtension) { try ModelInspection.inspect(path) }
    let upper = try folder.write(TestFile.bytes(Self.sd15), to: "model.SafeTensors")
    #expect(try ModelInspection.inspect(upper).kind == .base(.sd15))
  }

  @Test func passesFileErrorsOn() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("PK\u{3}\u{4}\u{0}\u{0}\u{8}\u{8}archive/data.pkl", to: "model.ckpt")
    #expect(throws: ModelInspectionError.file(.otherContent(.pickle))) { try ModelInspection.inspect(path) }
    #expect(throws: ModelInspectionError.file(.missing)) { try ModelInspection.inspect("\(folder.path)/none") }
  }
}
