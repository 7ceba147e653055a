package import LoracArchitectures
package import LoracFiles
package import LoracJSON
package import LoracWeights

/// Why a BLIP model cannot be opened or cannot caption a picture.
package enum BLIPError: Error, Sendable, Hashable {
  /// A file that must be there is not; several names where one of them is enough.
  case missing(names: [String], folder: String)
  /// The folder holds only pickled weights, which lorac does not read since they can run any program.
  ///
  /// `BlipForConditionalGeneration.from_pretrained(folder).save_pretrained(folder)` writes safetensors beside them, and
  /// the hub offers them for both published models.
  case pickled(path: String)
  /// The weights are no readable safetensors file.
  case weights(SafetensorsError, path: String)
  /// A small file cannot be read.
  case unreadable(FileError)
  /// A file is not JSON.
  case json(JSONError, path: String)
  /// Values of a JSON file that cannot be used, all of them.
  case settings([SettingProblem], path: String)
  /// Tensors that are missing or not as the sizes in `config.json` ask for, all of them.
  case tensors([TensorProblem], path: String)
  /// The vocabulary cannot be used; a phrase that begins after the file's name.
  case vocabulary(String, path: String)
  /// Options that the model cannot follow, all of them.
  case options([CaptionOptionProblem])
  /// The system does not give that much memory.
  case outOfMemory(byteCount: Int)
  /// OpenBLAS is missing; what it says.
  case noBLAS(String)
  /// The model's scores are no numbers, so its weights are broken.
  case notANumber
}

/// A tensor that is not as the model needs it.
package struct TensorProblem: Sendable, Hashable {
  /// What the file has instead.
  package enum Found: Sendable, Hashable {
    /// No tensor of that name.
    case nothing
    /// Other dimensions.
    case shape([Int])
    /// A type that weights are not read from; F32, F16 and BF16 are.
    case type(TensorType)
  }

  /// Its name in the file.
  package let name: String
  /// The dimensions that the configuration asks for.
  package let expected: [Int]
  /// What is there.
  package let found: Found

  /// A phrase with the name, what is expected and what is there.
  package var description: String {
    switch found {
    case .nothing: "'\(name)' \(expected) is missing"
    case .shape(let shape): "'\(name)' is \(shape) instead of \(expected)"
    case .type(let type): "'\(name)' is \(type.rawValue) instead of F32, F16 or BF16"
    }
  }
}
