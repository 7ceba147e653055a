import Glibc
import LoracArchitectures
import LoracDiagnostics
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct BaseModelWeightsTests {
  private func open(_ entries: [TestFile.Entry]) throws -> BaseModelWeights {
    let folder = try TemporaryDirectory()
    return try BaseModelWeights.open(try folder.write(TestFile.bytes(entries), to: "m.safetensors"))
  }

  private func problems(_ body: () throws -> Void) -> [WeightProblem] {
    do {
      try body()
    } catch BaseModelError.tensors(let problems, _) {
      return problems
    } catch {
      Issue.record(error)
    }
    return []
  }

  @Test func headersTellTheSizesThatTheWeightsHave() throws {
    let folder = try TemporaryDirectory()
    let single = try folder.write(TestFile.bytes(TestModel.single()), to: "m.safetensors")
    let sizes = try #require(try ModelInspection.inspect(single).sizes)
    #expect(sizes.configuration == TestModel.configuration)
    func count(_ isCounted: (String) -> Bool) -> Int {
      TestModel.configuration.tensors.filter { isCounted($0.name) }.reduce(0) { $0 + $1.shape.reduce(1, *) }
    }
    #expect(
      sizes.trainingByteCount == 2 * count { !$0.hasPrefix("vae.") && !$0.contains("token_embedding") })
    #expect(
      sizes.encoderByteCount == 2 * count { $0.hasPrefix("vae.encoder.") || $0.hasPrefix("vae.quant_conv.") })
  }

  @Test func releasedPagesComeBackFromTheFile() throws {
    let folder = try TemporaryDirectory()
    let bytes = TestModel.patterned(TestFile.bytes(TestModel.single()))
    let model = try BaseModelWeights.open(try folder.write(bytes, to: "m.safetensors"))
    let names = TestModel.configuration.tensors.map(\.name)
    let before = names.map { model[$0]?.floats }
    for network in [BaseModelWeights.Network.unet, .textEncoder, .autoencoder] {
      #expect(names.contains { $0.hasPrefix(network.rawValue) })
      model.release(network)
      #expect(names.map { model[$0]?.floats } == before)
    }
  }

  @Test func readsASingleFile() throws {
    let folder = try TemporaryDirectory()
    let bytes = TestModel.patterned(
      TestFile.bytes(
        TestModel.single() + [
          ("model_ema.decay", "F32", [1]), ("betas", "F32", [1000]),
          ("cond_stage_model.transformer.text_model.embeddings.position_ids", "I64", [1, 7]),
          ("denoiser.sigmas", "F32", [3]),
        ]))
    let path = try folder.write(bytes, to: "m.safetensors")
    let model = try BaseModelWeights.open(path)
    #expect(model.configuration == TestModel.configuration)
    #expect(model.count == TestModel.configuration.tensors.count)
    #expect(model.unused.map(\.name) == ["denoiser.sigmas"])
    let header = try SafetensorsHeader.read(path)
    for tensor in TestModel.configuration.tensors {
      let found = try #require(model[tensor.name])
      let name = (TestModel.prefixes[TestModel.network(tensor)] ?? "") + tensor.originalName
      let range = try #require(header[name]?.bytes)
      #expect(found.name == tensor.name)
      #expect(found.shape == tensor.shape)
      #expect(found.type == .float16)
      #expect(found.withBytes { $0.elementsEqual(bytes[range]) }, "\(tensor.name)")
    }
    #expect(Diagnostic.unusedTensors(of: model, path: path)?.code.id == "LR0625")
  }

  @Test(arguments: [false, true])
  func readsADiffusersFolder(_ former: Bool) throws {
    let folder = try TemporaryDirectory()
    let path = try TestModel.writeFolder(folder, former: former)
    let model = try BaseModelWeights.open(path)
    var expected = TestModel.configuration
    expected.unet.headCount = 4
    expected.textEncoder.headCount = 2
    expected.textEncoder.activation = .gelu
    #expect(model.configuration == expected)
    let query = try #require(model["vae.decoder.mid_block.attentions.0.to_q.weight"])
    #expect(query.shape == [64, 64])
    let file = try readFile("\(path)/vae/diffusion_pytorch_model.safetensors")
    let name = former ? "decoder.mid_block.attentions.0.query.weight" : "decoder.mid_block.attentions.0.to_q.weight"
    let header = try SafetensorsHeader.read("\(path)/vae/diffusion_pytorch_model.safetensors")
    let range = try #require(header[name]?.bytes)
    #expect(query.withBytes { $0.elementsEqual(file[range]) })
  }

  @Test func readsShardsAndHalfPrecisionVariants() throws {
    let folder = try TemporaryDirectory()
    let path = try TestModel.writeFolder(folder)
    removeTree("\(path)/unet/diffusion_pytorch_model.safetensors")
    let entries = TestModel.folder("unet")
    var map: [String] = []
    for (index, part) in [entries[..<20], entries[20...]].enumerated() {
      let file = "diffusion_pytorch_model-0000\(index + 1)-of-00002.safetensors"
      try folder.write(TestFile.bytes(Array(part)), to: "model/unet/\(file)")
      map += part.map { "\"\($0.name)\": \"\(file)\"" }
    }
    let index = "{\"metadata\": {}, \"weight_map\": {\(map.joined(separator: ","))}}"
    try folder.write(index, to: "model/unet/diffusion_pytorch_model.safetensors.index.json")
    removeTree("\(path)/text_encoder/model.safetensors")
    try folder.write(TestFile.bytes(TestModel.folder("text_encoder")), to: "model/text_encoder/model.fp16.safetensors")
    #expect(try BaseModelWeights.open(path).count == TestModel.configuration.tensors.count)
  }

  @Test func acceptsTextEncodersWithoutTheirRoot() throws {
    let entries = TestModel.single().map { entry -> TestFile.Entry in
      let name = entry.name.split(separator: ".").filter { $0 != "text_model" }.joined(separator: ".")
      return (name, entry.type, entry.shape)
    }
    #expect(try open(entries).configuration == TestModel.configuration)
  }

  @Test func replacesTheAutoencoder() throws {
    let folder = try TemporaryDirectory()
    let withoutVAE = TestModel.single().filter { !$0.name.hasPrefix("first_stage_model.") }
    let model = try folder.write(TestFile.bytes(withoutVAE), to: "m.safetensors")
    #expect(problems { _ = try BaseModelWeights.open(model) }.count > 100)
    let prefixed = TestModel.single(type: "BF16").filter { $0.name.hasPrefix("first_stage_model.") }
    let bare = prefixed.map { (name: String($0.name.dropFirst(18)), type: $0.type, shape: $0.shape) }
    let files = [prefixed, bare + [("loss.logvar", "F32", [])], TestModel.folder("vae")]
    for (index, entries) in files.enumerated() {
      let vae = try folder.write(TestFile.bytes(entries), to: "vae\(index).safetensors")
      let weights = try BaseModelWeights.open(model, vae: vae)
      #expect(weights["vae.quant_conv.weight"]?.type == (index < 2 ? .bfloat16 : .float32))
    }
    let whole = try TestModel.writeFolder(folder)
    for path in [whole, "\(whole)/vae"] { #expect(try BaseModelWeights.open(model, vae: path).count > 200) }
  }

  @Test func reportsEveryProblemAtOnce() throws {
    var entries = TestModel.single()
    entries.removeAll { $0.name.hasSuffix("out.2.bias") || $0.name.hasSuffix("final_layer_norm.weight") }
    for index in entries.indices {
      if entries[index].name.hasSuffix("input_blocks.0.0.bias") { entries[index].shape = [31] }
      if entries[index].name.hasSuffix("time_embed.0.bias") { entries[index].type = "F64" }
    }
    entries.append(("model.diffusion_model.input_blocks.0.1.weight", "F16", [2]))
    let folder = try TemporaryDirectory()
    let path = try folder.write(TestFile.bytes(entries), to: "m.safetensors")
    do {
      _ = try BaseModelWeights.open(path)
      Issue.record("a damaged model was opened")
    } catch {
      let diagnostics = Diagnostic.baseModel(error)
      #expect(diagnostics.map(\.code.id) == ["LR0621", "LR0622", "LR0623", "LR0624"])
      #expect(
        diagnostics[0].notes.filter { $0.kind == .note }.map(\.text) == [
          "'unet.conv_out.bias'", "'text_encoder.text_model.final_layer_norm.weight'",
        ])
      #expect(
        diagnostics[2].notes.first?.text == "'model.diffusion_model.input_blocks.0.0.bias' is [31] instead of [32]")
      #expect(diagnostics.allSatisfy { $0.notes.last?.kind == .help })
    }
  }

  /// Folders and files that must end in an error of this code.
  @Test func refusesWhatCannotBeUsed() throws {
    let folder = try TemporaryDirectory()
    func code(_ path: String) -> String? {
      do {
        _ = try BaseModelWeights.open(path)
        return nil
      } catch {
        return Diagnostic.baseModel(error).first?.code.id
      }
    }
    #expect(code("\(folder.path)/none.safetensors") == "LR0600")
    #expect(code(try folder.write([0x80, 2] + [UInt8](repeating: 1, count: 99), to: "m.ckpt")) == "LR0604")
    let path = try TestModel.writeFolder(folder)
    removeTree("\(path)/vae/diffusion_pytorch_model.safetensors")
    #expect(code(path) == "LR0600")
    try folder.write("x", to: "model/vae/diffusion_pytorch_model.bin")
    #expect(code(path) == "LR0604")
    let index = "model/vae/diffusion_pytorch_model.safetensors.index.json"
    for text in ["{", "{}", #"{"weight_map": {"a": "../../etc/passwd"}}"#, #"{"weight_map": {"a": 1}}"#] {
      try folder.write(text, to: index)
      #expect(code(path) == "LR0626")
    }
    removeTree("\(folder.path)/\(index)")
    try folder.write(TestFile.bytes(TestModel.folder("vae")), to: "model/vae/diffusion_pytorch_model.safetensors")
    #expect(code(path) == nil)
    try folder.write(#"{"attention_head_dim": 5}"#, to: "model/unet/config.json")
    #expect(code(path) == "LR0627")
  }

  /// Widths beside a dimension of 0 are bounded by nothing in the format.
  @Test func survivesImpossibleWidths() throws {
    let names = ["input_blocks.0.0.weight", "input_blocks.1.0.out_layers.3.weight"]
    let huge = names.map { (name: "model.diffusion_model.\($0)", type: "F16", shape: [Int.max / 2, 0, 1, 1]) }
    #expect(problems { _ = try open(huge) }.count > 900)
  }

  @Test func noticesThatAFileWasChanged() throws {
    let folder = try TemporaryDirectory()
    let bytes = TestFile.bytes(TestModel.single())
    let path = try folder.write(bytes, to: "m.safetensors")
    let model = try BaseModelWeights.open(path)
    #expect(model.changedFile == nil)
    try folder.write(bytes + [0], to: "m.safetensors")
    #expect(model.changedFile == path)
    #expect(Diagnostic.modelChanged(path: path).code.id == "LR0628")
  }
}

/// Compares the layouts of models that diffusers and sd-scripts wrote; skipped unless LORAC_PEERS names the measuring
/// bench's folder, because the files are large.
@Suite(.enabled(if: environmentVariable("LORAC_PEERS") != nil)) struct PeerModelTests {
  @Test(arguments: ["tiny-sd1", "sd15"])
  func layoutsHoldTheSameNumbers(_ name: String) throws {
    let folder = "\(environmentVariable("LORAC_PEERS") ?? "")/data/models/\(name)"
    let single = try BaseModelWeights.open("\(folder)/\(name)-fp32.safetensors")
    let half = try BaseModelWeights.open("\(folder)/\(name)-fp16.safetensors")
    let parts = try BaseModelWeights.open("\(folder)/diffusers")
    #expect(single.configuration == parts.configuration)
    #expect(single.configuration == half.configuration)
    #expect(single.unused.isEmpty)
    for tensor in single.configuration.tensors {
      let (a, b, c) = (single[tensor.name], parts[tensor.name], half[tensor.name])
      let (first, second, third) = (try #require(a), try #require(b), try #require(c))
      let isEqual = first.withBytes { left in
        second.withBytes { right in same(left, right) }
      }
      #expect(isEqual, "\(tensor.name)")
      guard first.elementCount < 1 << 12 else { continue }
      #expect(first.floats == third.floats, "\(tensor.name)")
    }
  }

  private func same(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else { return false }
    return memcmp(first, second, left.count) == 0
  }
}
