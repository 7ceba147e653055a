package import LoracArchitectures

/// What the header of a base model tells: family, widths, types, sizes and hashes.
///
/// Tensor data is not read, but for the few kilobytes that are hashed.
package struct ModelInspection: Sendable, Hashable {
  /// How a model is stored.
  package enum Layout: String, Sendable, Hashable {
    /// One safetensors file.
    case singleFile = "single-file"
    /// A folder as diffusers saves it.
    case diffusers
  }

  /// What the model is.
  package let kind: ModelKind
  /// How it is stored.
  package let layout: Layout
  /// Its widths as kohya loads it; nil unless `kind` is a base model whose tensors tell.
  package let architecture: ModelArchitecture?
  /// What a run of lorac's own reads of it; nil unless `kind` is a base model of the family sd15 that can be computed.
  package let sizes: StableDiffusionSizes?
  /// The type of most U-Net weights; nil if no safetensors header tells.
  package let unetType: TensorType?
  /// What its U-Net predicts.
  package let prediction: PredictionType
  /// Networks that a base model should have and this one lacks.
  package let missingParts: [ModelKind.Part]
  /// The size of the file, or of the folder's weight files.
  package let byteCount: Int
  /// What kohya stores as `ss_sd_model_hash`: 8 digits; nil for folders, where kohya stores `IsADirectory`.
  package let shortHash: String?
  /// A hash over sizes, heads and tails, to notice that a model was replaced: 64 digits.
  package let fingerprint: String
  /// The `modelspec.*` and other entries of the file's metadata.
  package let metadata: [String: String]

  /// The family, if the model is of a known one, whatever it is made for.
  package var family: ModelArchitecture.Family? {
    switch kind {
    case .base(let family), .variant(let family, _): family
    case .unsupported, .part, .unrecognised: nil
    }
  }

  /// Looks at the checkpoint file or diffusers folder at `path`.
  ///
  /// A model of the wrong kind is no error here; see `kind`.
  package static func inspect(_ path: String) throws(ModelInspectionError) -> ModelInspection {
    let file: ReadableFile
    do {
      file = try ReadableFile(path)
    } catch {
      guard error == .folder else { throw .file(error) }
      return try DiffusersFolder(path).inspect()
    }
    return try inspect(file, path)
  }

  private static func inspect(_ file: borrowing ReadableFile, _ path: String) throws(ModelInspectionError)
    -> ModelInspection
  {
    do {
      let header = try SafetensorsHeader.read(file)
      // kohya decides by the name alone how to load a file (sd-scripts library/model_util.py:964).
      guard path.lowercased().hasSuffix(".safetensors") else { throw ModelInspectionError.wrongExtension }
      let detector = ModelDetector(header)
      let kind = detector.kind
      var isBase = false
      if case .base = kind { isBase = true }
      var fingerprint = ModelFingerprint()
      try fingerprint.add(file, name: "")
      return ModelInspection(
        kind: kind, layout: .singleFile, architecture: isBase ? detector.architecture : nil,
        sizes: kind == .base(.sd15) ? detector.sizes : nil, unetType: detector.unetType,
        prediction: detector.prediction,
        missingParts: isBase ? detector.missingParts : [], byteCount: file.byteCount,
        shortHash: try ModelFingerprint.shortHash(file), fingerprint: fingerprint.finalized(),
        metadata: header.metadata)
    } catch let error as SafetensorsError {
      throw .file(error)
    } catch let error as ModelInspectionError {
      throw error
    } catch {
      throw .file(.unreadable("\(error)"))
    }
  }
}

/// Why a model could not be looked at.
package enum ModelInspectionError: Error, Sendable, Hashable {
  /// The file itself is missing, unreadable or no safetensors file.
  case file(SafetensorsError)
  /// A safetensors file whose name does not end in `.safetensors`, so that kohya would load it as something else.
  case wrongExtension
  /// A folder without `model_index.json`; the safetensors and checkpoint files that it holds, by name.
  case folderWithoutModel(candidates: [String])
  /// A file of a diffusers folder is missing or damaged; its path within the folder.
  case folderPart(String, SafetensorsError)
}
