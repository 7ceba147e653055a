extension Situation {
  /// Recipes and datasets that cannot be committed.
  static let recipes: [Situation] = [
    Situation("LR0103", "huge") { place in
      try place.check("description: \(String(repeating: "a", count: 5 << 20))")
    },
    Situation("LR0546", "large") { place in
      // A file that only another user may read would do, too, but root may read every file.
      try place.write([UInt8](repeating: UInt8(ascii: "a"), count: 17 << 20), to: "train/10_cat/00.txt")
      try place.write(StoredTensor.firstModel, to: "models/base.safetensors")
      return try place.check("")
    },
  ]
}
