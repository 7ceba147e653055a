import LoracArchitectures
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct DiffusersFolderTests {
  /// Writes a folder with the usual files and returns its path.
  private func write(
    _ folder: borrowing TemporaryDirectory, pipeline: String = "StableDiffusionPipeline", unet: String,
    encoder: String = #"["transformers", "CLIPTextModel"]"#, prediction: String = "epsilon"
  ) throws {
    try folder.write(#"{"_class_name": "\#(pipeline)", "text_encoder": \#(encoder)}"#, to: "model_index.json")
    try folder.write(unet, to: "unet/config.json")
    try folder.write(#"{"prediction_type": "\#(prediction)"}"#, to: "scheduler/scheduler_config.json")
    for name in ["text_encoder", "text_encoder_2"] {
      try folder.write(
        #"{"hidden_size": 32, "intermediate_size": 128, "num_hidden_layers": 12, "projection_dim": 24}"#,
        to: "\(name)/config.json")
      try folder.write(TestFile.bytes([("a", "F32", [3])]), to: "\(name)/model.safetensors")
    }
    try folder.write(TestFile.bytes([("a", "BF16", [9]), ("b", "F32", [2])]), to: "unet/diffusion.safetensors")
    try folder.write(TestFile.bytes([("a", "F32", [3])]), to: "vae/diffusion.safetensors")
  }

  private func config(channels: Int = 4, context: Int, levels: [Int] = [32, 64], more: String = "") -> String {
    #"{"in_channels": \#(channels), "cross_attention_dim": \#(context), "block_out_channels": \#(levels)\#(more)}"#
  }

  @Test(arguments: [([64, 64, 64, 32], [64, 64, 64, 32]), ([32, 64], [32, 64, 128, 128])])
  func readsTheWidthOfEachLevel(_ levels: [Int], _ found: [Int]) throws {
    let folder = try TemporaryDirectory()
    try write(folder, unet: config(context: 768, levels: levels))
    #expect(try ModelInspection.inspect(folder.path).architecture?.unet.levelChannels == found)
  }

  @Test func readsFamiliesFromConfigurations() throws {
    let text = #", "addition_embed_type": "text_time", "projection_class_embeddings_input_dim": 1600"#
    let none = "[null, null]"
    let usual = #"["transformers", "CLIPTextModel"]"#
    let cases: [(pipeline: String, unet: String, encoder: String, kind: ModelKind)] = [
      ("StableDiffusionPipeline", config(context: 768), usual, .base(.sd15)),
      ("StableDiffusionPipeline", config(context: 1024), usual, .base(.sd2)),
      ("StableDiffusionXLPipeline", config(context: 2048, more: text), usual, .base(.sdxl)),
      ("StableDiffusionXLImg2ImgPipeline", config(context: 1280, more: text), none, .variant(.sdxl, .refiner)),
      ("StableDiffusionInpaintPipeline", config(channels: 9, context: 768), usual, .variant(.sd15, .inpainting)),
      ("FluxPipeline", "{}", usual, .unsupported(.flux)),
      ("StableDiffusion3Pipeline", "{}", usual, .unsupported(.sd3)),
      ("KandinskyPipeline", config(context: 768), usual, .unrecognised),
    ]
    for item in cases {
      let folder = try TemporaryDirectory()
      try write(folder, pipeline: item.pipeline, unet: item.unet, encoder: item.encoder)
      #expect(try ModelInspection.inspect(folder.path).kind == item.kind, "\(item.pipeline)")
    }
  }

  @Test func keepsLinearProjectionsOfSD2() throws {
    let folder = try TemporaryDirectory()
    try write(folder, unet: config(context: 1024), prediction: "v_prediction")
    let inspection = try ModelInspection.inspect(folder.path)
    #expect(inspection.architecture?.unet.projection == .linear)
    #expect(inspection.architecture?.unet.baseChannels == 32)
    #expect(inspection.architecture?.textEncoders.map(\.layerCount) == [12])
    #expect(inspection.prediction == .velocity)
    #expect(inspection.layout == .diffusers)
    #expect(inspection.shortHash == nil)
    #expect(inspection.unetType == .bfloat16)
  }

  @Test func namesWhatIsMissing() throws {
    let folder = try TemporaryDirectory()
    try write(folder, unet: config(context: 768))
    #expect(try ModelInspection.inspect(folder.path).missingParts == [])
    removeTree("\(folder.path)/vae")
    removeTree("\(folder.path)/unet/diffusion.safetensors")
    #expect(try ModelInspection.inspect(folder.path).missingParts == [.unet, .vae])
  }

  @Test func preferSafetensorsAndFullPrecision() throws {
    let folder = try TemporaryDirectory()
    try write(folder, unet: config(context: 768))
    let before = try ModelInspection.inspect(folder.path)
    try folder.write("pickle", to: "unet/diffusion.bin")
    try folder.write(TestFile.bytes([("a", "F16", [9])]), to: "unet/diffusion.fp16.safetensors")
    #expect(try ModelInspection.inspect(folder.path) == before)
  }

  @Test func refusesFoldersThatHoldNoModel() throws {
    let folder = try TemporaryDirectory()
    try folder.write("x", to: "b.ckpt")
    try folder.write("x", to: "a.safetensors")
    try folder.write("x", to: "readme.md")
    #expect(throws: ModelInspectionError.folderWithoutModel(candidates: ["a.safetensors", "b.ckpt"])) {
      try ModelInspection.inspect(folder.path)
    }
  }

  @Test func namesTheDamagedFile() throws {
    let folder = try TemporaryDirectory()
    try write(folder, unet: config(context: 768))
    try folder.write("version https://git-lfs.github.com/spec/v1\nsize 7\n", to: "vae/diffusion.safetensors")
    let expected = ModelInspectionError.folderPart(
      "vae/diffusion.safetensors", .otherContent(.gitLFSPointer(byteCount: 7)))
    #expect(throws: expected) { try ModelInspection.inspect(folder.path) }
    try folder.write("{", to: "unet/config.json")
    #expect {
      try ModelInspection.inspect(folder.path)
    } throws: { error in
      guard case .folderPart("unet/config.json", .invalidJSON)? = error as? ModelInspectionError else { return false }
      return true
    }
  }
}
