package import LoracDiagnostics
internal import LoracJSON

extension Diagnostic {
  /// Says why the base model `path`, named at `place`, could not be looked at.
  package static func model(_ error: ModelInspectionError, path: String, at place: Label? = nil) -> Diagnostic {
    switch error {
    case .file(let error): return file(error, path: path, at: place)
    case .folderPart(let part, let error): return file(error, path: "\(path)/\(part)", at: place)
    case .wrongExtension:
      return Diagnostic(
        WeightsDiagnostics.wrongExtension, "'\(path)' is a safetensors file under another name", at: place,
        notes: [.help("rename it so that it ends in '.safetensors'")])
    case .folderWithoutModel(let candidates):
      let shown = candidates.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      let more = candidates.count > 3 ? " and \(candidates.count - 3) more" : ""
      return Diagnostic(
        WeightsDiagnostics.folderWithoutModel, "the folder '\(path)' holds no diffusers model", at: place,
        notes: candidates.isEmpty
          ? [
            .note("a diffusers model has a file 'model_index.json'"),
            .help("name the model's safetensors file, or download the folder again, all files of it"),
          ]
          : [.help("it holds \(shown)\(more); name the file")])
    }
  }

  /// Says why the safetensors file `path`, named at `place`, cannot be read.
  package static func file(_ error: SafetensorsError, path: String, at place: Label? = nil) -> Diagnostic {
    func make(_ code: DiagnosticCode, _ headline: String, _ notes: Note...) -> Diagnostic {
      Diagnostic(code, "'\(path)' \(headline)", at: place, notes: notes)
    }
    switch error {
    case .missing:
      return make(
        WeightsDiagnostics.modelMissing, "does not exist on this machine",
        .help("correct the path, or put the file there before 'lorac run'"))
    case .folder, .notAFile:
      return make(
        WeightsDiagnostics.modelUnreadable, "is no regular file", .help("name the model's safetensors file itself"))
    case .unreadable(let reason):
      return make(
        WeightsDiagnostics.modelUnreadable, "cannot be read", .note(reason),
        .help("give yourself the right to read it, or copy it elsewhere"))
    case .empty:
      return make(WeightsDiagnostics.emptyFile, "is empty", .help("download or copy it again"))
    case .otherContent(let content):
      return otherContent(content, path: path, at: place)
    case .headerCutOff(let stated, let count):
      return make(
        WeightsDiagnostics.truncatedFile, "ends within its header",
        .note("the header should take \(stated) bytes; the whole file has \(count)"), .help("download it again"))
    case .dataCutOff(let expected, let count):
      return make(
        WeightsDiagnostics.truncatedFile, "is incomplete", .note("it has \(count) of \(expected) bytes"),
        .help("download it again"))
    case .trailingData(let expected, let count):
      return make(
        WeightsDiagnostics.trailingData, "is longer than its header says",
        .note("it has \(count) bytes instead of \(expected)"), .help("download it again"))
    case .headerTooLarge(let stated):
      return make(
        WeightsDiagnostics.damagedHeader, "has a header of impossible length",
        .note("\(stated) bytes are stated; the format allows \(SafetensorsHeader.limit)"), downloadAgain)
    case .invalidJSON(let error):
      return make(
        WeightsDiagnostics.damagedHeader, "has a damaged header", .note("no JSON: \(error.description)"), downloadAgain)
    case .invalidHeader(let phrase):
      return make(WeightsDiagnostics.damagedHeader, "has a damaged header", .note(phrase), downloadAgain)
    }
  }

  private static let downloadAgain = Note.help(
    "download it again from its source, or save it again with the program that made it")

  private static func otherContent(_ content: FileContent, path: String, at place: Label?) -> Diagnostic {
    func make(_ code: DiagnosticCode, _ headline: String, _ notes: Note...) -> Diagnostic {
      Diagnostic(code, "'\(path)' \(headline)", at: place, notes: notes)
    }
    switch content {
    case .pickle:
      return make(
        WeightsDiagnostics.pickledCheckpoint, "is a pickled PyTorch checkpoint",
        .note("loading such a file can run any program, so lorac reads safetensors only"),
        .help("take the safetensors version, or convert it; 'lorac explain LR0604' shows how"))
    case .webPage, .json:
      let what = content == .json ? "a server's message (JSON)" : "a web page"
      return make(
        WeightsDiagnostics.downloadedPage, "is \(what), not a model",
        .help("use the site's download link, with your access token where it asks for one"))
    case .gitLFSPointer(let byteCount):
      let size = byteCount.map { " of \($0) bytes" } ?? ""
      return make(
        WeightsDiagnostics.gitLFSPointer, "is git's stand-in for a file\(size)",
        .help("run 'git lfs pull' in its repository"))
    case .zeros:
      return make(
        WeightsDiagnostics.truncatedFile, "begins with nothing but zero bytes",
        .note("an interrupted download leaves such files"), .help("download it again"))
    case .gguf:
      return make(
        WeightsDiagnostics.notSafetensors, "is a GGUF file", .note("quantized weights cannot be trained on"), .other)
    case .image: return make(WeightsDiagnostics.notSafetensors, "is a picture", .other)
    case .archive:
      return make(WeightsDiagnostics.notSafetensors, "is an archive", .help("unpack it, and name the model's file"))
    case .unknown: return make(WeightsDiagnostics.notSafetensors, "is not a safetensors file", .other)
    }
  }
}

extension Note {
  fileprivate static let other = Note.help("name the model's safetensors file")
}
