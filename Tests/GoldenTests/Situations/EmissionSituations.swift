import LoracKohya

extension Situation {
  /// What a command cannot say, LR0701 to LR0707.
  static let emission: [Situation] = [
    Situation("LR0701", "folders") { place in
      try place.emit("dataset: {images: [{path: train/10_cat, repeats: 3}]}")
    },
    Situation("LR0701", "prompts") { place in
      try place.emit("sample:\n  every: 1 epoch\n  prompts: [a photo of cat]")
    },
    Situation("LR0702", "year") { place in
      try place.emit("validation: {split: 0.1, seed: 1}", target: .in2023)
    },
    Situation("LR0703", "family") { place in
      try place.emit("kohya:\n  cache_text_encoder_outputs: true")
    },
    Situation("LR0704", "intervals") { place in
      try place.emit("save:\n  every: 2 epochs\n  state: {every: 500 steps}")
    },
    Situation("LR0705", "percent") { try $0.emit("name: 100%", shell: .cmd) },
    Situation("LR0706", "karras") { place in
      try place.emit(
        "sample:\n  every: 1 epoch\n  sampler: DPM++ 2M Karras\n  prompts: [a cat --ss LMS]", sideFolder: "out")
    },
    Situation("LR0707", "stochastic") { place in
      try place.emit("sample:\n  every: 1 epoch\n  sampler: DPM++ SDE Karras\n  prompts: [a cat]", sideFolder: "out")
    },
    Situation("LR0707", "dpmsolver") { place in
      try place.emit("sample:\n  every: 1 epoch\n  sampler: dpmsolver\n  prompts: [a cat]", sideFolder: "out")
    },
    Situation("LR0705", "quotes") { try $0.emit(#"name: 'the "cat"'"#, shell: .powershell) },
  ]
}
