internal import LoracJSON

/// One network's folder of a diffusers model: `config.json` and the weights, in one file or several.
struct NetworkFolder {
  let path: String
  private let names: [String]

  init(_ path: String) {
    self.path = path
    names = DiffusersFolder.names(path)
  }

  /// The names that diffusers and transformers give weights, the best first; `.fp16` marks a smaller copy.
  private static let weights = ["diffusion_pytorch_model", "model"].flatMap { stem in
    ["\(stem).safetensors", "\(stem).safetensors.index.json"]
  }
  private static let halfWeights = ["diffusion_pytorch_model", "model"].flatMap { stem in
    ["\(stem).fp16.safetensors", "\(stem).safetensors.index.fp16.json", "\(stem).fp16.safetensors.index.json"]
  }

  /// Whether the folder itself holds weights.
  var hasWeights: Bool { names.contains(where: DiffusersFolder.isModelFile) }

  /// Opens the weights; a folder that has only pickled ones is refused for that reason.
  func open() throws(BaseModelError) -> WeightSource {
    if let name = (Self.weights + Self.halfWeights).first(where: names.contains) {
      let files = name.hasSuffix(".json") ? try shards(name) : [name]
      var mapped: [MappedSafetensors] = []
      for file in files { mapped.append(try BaseModelFiles.map("\(path)/\(file)")) }
      return WeightSource(files: mapped, naming: .diffusers)
    }
    if let pickle = names.first(where: DiffusersFolder.isModelFile), !pickle.hasSuffix(".safetensors") {
      throw .file(.otherContent(.pickle), path: "\(path)/\(pickle)")
    }
    throw .file(.missing, path: "\(path)/\(Self.weights[0])")
  }

  /// The files that an index names, in order; only plain names inside the folder are followed.
  private func shards(_ index: String) throws(BaseModelError) -> [String] {
    guard case .object(let members)? = try json(index)?["weight_map"] else {
      throw .index("\(path)/\(index)", "has no 'weight_map'")
    }
    var files: Set<String> = []
    for member in members {
      guard case .string(let name) = member.value, !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
        throw .index("\(path)/\(index)", "names a file outside its folder for '\(member.key)'")
      }
      files.insert(name)
    }
    return files.sorted()
  }

  /// The folder's `config.json`; nil if it has none.
  func configuration() throws(BaseModelError) -> JSONValue? {
    names.contains("config.json") ? try json("config.json") : nil
  }

  private func json(_ name: String) throws(BaseModelError) -> JSONValue? {
    let file = "\(path)/\(name)"
    do {
      let source = try ReadableFile(file)
      // An index of SD's largest network takes 0.1 MB.
      guard source.byteCount <= 1 << 24 else { throw SafetensorsError.headerTooLarge(stated: UInt64(source.byteCount)) }
      return try JSONValue.parse(try source.read(0..<source.byteCount))
    } catch let error as SafetensorsError {
      throw .file(error, path: file)
    } catch let error as JSONError {
      throw .index(file, "is not valid JSON: \(error.description)")
    } catch {
      throw .index(file, "cannot be read: \(error)")
    }
  }
}
