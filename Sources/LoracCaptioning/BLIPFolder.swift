internal import LoracFiles
internal import LoracJSON
internal import LoracTokenizer
internal import LoracWeights

/// The files of a BLIP model as the hub has them: a folder, or one safetensors file with the other files beside it.
struct BLIPFolder {
  private let folder: String
  private let weightsFile: String?

  private static let weightsName = "model.safetensors"
  private static let largestFile = 1 << 26

  init(_ path: String) {
    if FileSystem.kind(of: path) == .file {
      (folder, weightsFile) = (FilePaths.parent(of: path), path)
    } else {
      (folder, weightsFile) = (path, nil)
    }
  }

  private func path(_ name: String) -> String { FilePaths.join(folder, name) }
  private func has(_ name: String) -> Bool { FileSystem.kind(of: path(name)) == .file }

  /// Maps the weights.
  func weights() throws(BLIPError) -> MappedSafetensors {
    let file = weightsFile ?? path(Self.weightsName)
    if weightsFile == nil, !has(Self.weightsName) {
      if let pickle = ["pytorch_model.bin", "model.pt", "model.pth"].first(where: has) {
        throw .pickled(path: path(pickle))
      }
      throw .missing(names: [Self.weightsName], folder: folder)
    }
    do {
      return try MappedSafetensors.open(file)
    } catch .otherContent(.pickle) {
      throw .pickled(path: file)
    } catch {
      throw .weights(error, path: file)
    }
  }

  /// The model's sizes and the author's wishes.
  func configuration() throws(BLIPError) -> BLIPConfiguration {
    let name = "config.json"
    guard let json = try json(name) else { throw .missing(names: [name], folder: folder) }
    do {
      return try BLIPConfiguration(json)
    } catch {
      throw .settings(error.list, path: path(name))
    }
  }

  /// How pictures are prepared; as published if the file is missing.
  func preparation(imageSize: Int) throws(BLIPError) -> PicturePreparation {
    let name = "preprocessor_config.json"
    let json = try json(name)
    do {
      return try PicturePreparation(json, imageSize: imageSize)
    } catch {
      throw .settings(error.list, path: path(name))
    }
  }

  /// The tokenizer, of `tokenizer.json` or else `vocab.txt`, as transformers prefers them.
  func tokenizer(_ text: BLIPConfiguration.Text) throws(BLIPError) -> WordPieceTokenizer {
    let names = ["tokenizer.json", "vocab.txt"]
    guard let name = names.first(where: has) else { throw .missing(names: names, folder: folder) }
    let options = TokenizerOptions(try json("tokenizer_config.json"), added: try json("added_tokens.json"))
    let tokenizer: WordPieceTokenizer
    do {
      if name == "vocab.txt" {
        let pieces = try WordPieceTokenizer.pieces(ofLines: try read(name))
        tokenizer = try options.tokenizer(pieces)
      } else {
        guard let json = try json(name) else { throw BLIPError.missing(names: names, folder: folder) }
        tokenizer = try options.tokenizer(json)
      }
    } catch let error as WordPieceTokenizer.VocabularyError {
      throw .vocabulary(error.phrase, path: path(name))
    } catch let error as BLIPError {
      throw error
    } catch {
      throw .vocabulary("cannot be read: \(error)", path: path(name))
    }
    guard tokenizer.largestNumber < text.vocabularySize else {
      throw .vocabulary(
        "has a token \(tokenizer.largestNumber); the model knows those below \(text.vocabularySize)", path: path(name))
    }
    return tokenizer
  }

  private func read(_ name: String) throws(BLIPError) -> [UInt8] {
    do {
      return try FileSystem.read(path(name), limit: Self.largestFile)
    } catch {
      throw .unreadable(error)
    }
  }

  /// The value of a JSON file; nil if it is missing.
  private func json(_ name: String) throws(BLIPError) -> JSONValue? {
    guard FileSystem.kind(of: path(name)) != nil else { return nil }
    let bytes = try read(name)
    do {
      return try JSONValue.parse(bytes)
    } catch {
      throw .json(error, path: path(name))
    }
  }
}
