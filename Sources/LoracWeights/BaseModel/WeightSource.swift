/// How a network's tensors are named.
enum TensorNaming {
  /// As single files (LDM) do, below a prefix.
  case original(prefix: String)
  /// As today's or older versions of diffusers and transformers do.
  case diffusers
}

/// The files that one network's tensors come from, and how they name them.
struct WeightSource: TensorShapes {
  let files: [MappedSafetensors]
  let naming: TensorNaming
  var headers: [SafetensorsHeader] { files.map(\.header) }
}

/// The headers of the files that one network's tensors stand in; enough to tell its sizes.
struct WeightHeaders: TensorShapes {
  let headers: [SafetensorsHeader]
  let naming: TensorNaming
}

/// The shapes of one network's tensors, by name.
protocol TensorShapes {
  var headers: [SafetensorsHeader] { get }
  var naming: TensorNaming { get }
}

extension TensorShapes {
  /// The dimensions of the tensor that this layout calls `name`, below the prefix; nil without it.
  func shape(_ name: String) -> [Int]? {
    let full = prefix + name
    return headers.lazy.compactMap { $0[full]?.shape }.first
  }

  /// The dimension at `index` (from the end if negative) of a tensor that has `rank` of them; nil if it is implausible.
  ///
  /// Dimensions beside a 0 are bounded by nothing in the format, so hostile files can state any.
  func size(_ name: String, _ index: Int, rank: Int) -> Int? {
    guard let shape = shape(name), shape.count == rank else { return nil }
    let size = shape[index < 0 ? rank + index : index]
    return (1...1 << 20).contains(size) ? size : nil
  }

  /// Whether any tensor stands below `name`.
  func has(_ name: String) -> Bool {
    let full = prefix + name
    return headers.contains { $0.tensors.contains { $0.name.hasPrefix(full) } }
  }

  /// Whether the tensors have the original names.
  var isOriginal: Bool {
    if case .original = naming { return true }
    return false
  }

  var prefix: String {
    if case .original(let prefix) = naming { return prefix }
    return ""
  }
}
