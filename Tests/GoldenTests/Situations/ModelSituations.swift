import LoracArchitectures
import LoracLowering
import LoracTestSupport

extension Situation {
  /// What can stand where the base model should be, LR0600 to LR0619.
  static let models: [Situation] = [
    Situation("LR0600", "plan") { try $0.check("") },
    Situation("LR0600", "run") { try $0.check("", mode: .run) },
    file("LR0601", "device") { try $0.link(Self.base, to: "/dev/null") },
    Situation("LR0602", "checkpoints") { place in
      for name in ["anything", "chilloutmix", "counterfeit", "deliberate"] {
        try place.write("", to: "models/\(name).safetensors")
      }
      return try place.check("model: {base: models, family: sd15}")
    },
    Situation("LR0602", "empty") { place in
      try makeFolders("\(place.path)/models")
      return try place.check("model: {base: models, family: sd15}")
    },
    file("LR0603", "empty") { try $0.write("", to: Self.base) },
    file("LR0604", "pickle") { try $0.write("PK\u{3}\u{4}\u{0}\u{0}\u{8}\u{8}archive/data.pkl", to: Self.base) },
    file("LR0605", "page") { try $0.write("<!DOCTYPE html><html><body>Log in</body></html>", to: Self.base) },
    file("LR0605", "message") { try $0.write(#"{"error":"login required"}"#, to: Self.base) },
    file("LR0606", "pointer") { place in
      try place.write(
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:6ce0161689b3853acaa03779ec93eafe75a02f4ced659bee03f50797806fa2fa
        size 4265146304

        """, to: Self.base)
    },
    file("LR0607", "gguf") { try $0.write("GGUF\u{3}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", to: Self.base) },
    file("LR0607", "picture") { place in
      try place.write(try readFile("\(place.path)/train/10_cat/00.png"), to: Self.base)
    },
    file("LR0608", "data") { place in
      try place.write(Array(StoredTensor.file(StoredTensor.firstModel).dropLast(1000)), to: Self.base)
    },
    file("LR0608", "header") { place in
      try place.write(Array(StoredTensor.file(StoredTensor.firstModel).prefix(100)), to: Self.base)
    },
    file("LR0608", "zeros") { try $0.write([UInt8](repeating: 0, count: 4096), to: Self.base) },
    file("LR0609", "json") { try $0.write(StoredTensor.file(header: #"{"a":{"dtype":"F16","#), to: Self.base) },
    file("LR0609", "length") { try $0.write([0, 0, 0, 0, 0, 0, 0, 0x70] + Array(#"{"a":{}}"#.utf8), to: Self.base) },
    file("LR0609", "overlap") { place in
      let entry = #"{"dtype":"U8","shape":[4],"data_offsets":[0,4]}"#
      try place.write(
        StoredTensor.file(header: #"{"a":\#(entry),"b":\#(entry)}"#) + [0, 0, 0, 0], to: Self.base)
    },
    file("LR0610", "longer") { place in
      try place.write(StoredTensor.file(StoredTensor.firstModel) + Array("more".utf8), to: Self.base)
    },
    Situation("LR0611", "ckpt") { place in
      try place.write(StoredTensor.firstModel, to: "models/base.ckpt")
      return try place.check("model: {base: models/base.ckpt, family: sd15}")
    },
    model("LR0612", "lora", [StoredTensor("lora_unet_down_blocks_0.lora_down.weight", [4, 32])]),
    model("LR0612", "vae", StoredTensor.autoencoder),
    model("LR0612", "unet", StoredTensor.unet() + StoredTensor.autoencoder),
    model("LR0613", "no-vae", StoredTensor.unet() + StoredTensor.textEncoder),
    model("LR0614", "flux", [StoredTensor("double_blocks.0.img_attn.qkv.weight", [3, 1], .bfloat16)]),
    model("LR0615", "inpainting", StoredTensor.unet(input: 9) + StoredTensor.textEncoder + StoredTensor.autoencoder),
    model("LR0615", "channels", StoredTensor.unet(input: 7) + StoredTensor.textEncoder + StoredTensor.autoencoder),
    model("LR0616", "upscaler", [StoredTensor("model.0.weight", [64, 3, 3, 3])]),
    model("LR0617", "family", StoredTensor.largeModel),
    Situation("LR0618", "second") { place in
      try place.write(StoredTensor.secondModel, to: Self.base)
      return try place.check("model: {base: \(Self.base)}")
    },
    Situation("LR0619", "marked") { place in
      try place.write(
        StoredTensor.secondModel, metadata: #"{"modelspec.prediction_type":"v"}"#, to: Self.base)
      return try place.check("model: {base: \(Self.base), v_prediction: false}")
    },
  ]

  /// Where the recipe has its base model.
  private static let base = "models/base.safetensors"

  /// A situation in which `make` writes the base model.
  private static func file(
    _ code: String, _ name: String, _ make: @escaping @Sendable (Workplace) throws -> Void
  ) -> Situation {
    Situation(code, name) { place in
      try makeFolders("\(place.path)/models")
      try make(place)
      return try place.check("")
    }
  }

  /// A situation in which the base model is a file of `tensors`.
  private static func model(_ code: String, _ name: String, _ tensors: [StoredTensor]) -> Situation {
    file(code, name) { try $0.write(tensors, to: Self.base) }
  }
}
