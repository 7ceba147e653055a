internal import ArgumentParser
internal import LoracFiles
internal import LoracPresets
internal import LoracReference

/// `lorac init`: a first recipe.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented recipe to start from.",
    discussion: "Asks for what is not given, if there is someone to ask.")

  @Argument(help: ArgumentHelp("The file to write.", valueName: "recipe.yaml"))
  var file = "recipe.yaml"

  @Option(help: ArgumentHelp("The subject: output name and trigger word.", valueName: "name"))
  var subject: String?

  @Option(help: "The preset to start from.", completion: .list(BuiltInPresets.all.map(\.name)))
  var preset: String?

  @Option(help: ArgumentHelp("The base model.", valueName: "path"), completion: .file())
  var base: String?

  @Option(help: ArgumentHelp("The image folder.", valueName: "path"), completion: .directory)
  var dataset: String?

  @Flag(help: "Replace a recipe that is already there.")
  var force = false

  func validate() throws {
    let names = BuiltInPresets.all.map(\.name)
    if let preset, !names.contains(preset) {
      throw ValidationError("There is no preset '\(preset)'. Presets: \(names.joined(separator: ", ")).")
    }
  }

  func run() throws {
    guard force || FileSystem.kind(of: file) == nil else {
      Terminal.printError("lorac: '\(file)' is already there; --force replaces it")
      throw ExitStatus.errors
    }
    let subject = try answer(subject, "Subject (output name and trigger word)", option: "--subject")
    let preset = try answer(
      preset, "Preset (anime, realistic, sdxl-anime, sdxl-realistic)", option: "--preset", or: "realistic")
    let base = withHome(try answer(base, "Base model (a .safetensors file)", option: "--base"))
    let dataset = withHome(try answer(dataset, "Image folder", option: "--dataset"))
    let template = RecipeTemplate(
      subject: subject, preset: preset, base: inRecipe(base),
      // A model that is here tells its family itself, and SDXL presets say theirs.
      family: FileSystem.kind(of: base) == nil && !preset.hasPrefix("sdxl") ? "sd15" : nil,
      dataset: inRecipe(dataset), schema: "recipe.schema.json")
    let schemaFile = FilePaths.join(FilePaths.parent(of: file), template.schema)
    do throws(FileError) {
      try FileSystem.createFolders(FilePaths.parent(of: file))
      try FileSystem.write(Array(RecipeSchema.text.utf8), to: schemaFile)
      try FileSystem.write(Array(template.text.utf8), to: file)
    } catch {
      Terminal.printError("lorac: cannot write '\(error.path)': \(error.reason)")
      throw ExitStatus.errors
    }
    Terminal.print("wrote \(file), and \(schemaFile) for your editor; next: lorac check \(file)")
  }

  /// `~/pictures` as the shell would have understood it, which sees neither an answer nor `--dataset=~/pictures`.
  private func withHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = Environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// A path of the command line as the recipe must say it: relative to its own folder.
  private func inRecipe(_ path: String) -> String {
    FilePaths.rebase(path, to: FilePaths.parent(of: file), workingFolder: FileSystem.workingFolder)
  }

  /// What the option gave, or what a person answers; a usage error if there is neither.
  private func answer(_ given: String?, _ question: String, option: String, or standard: String? = nil) throws -> String
  {
    if let given { return given }
    guard Terminal.isInteractive else {
      if let standard { return standard }
      throw ValidationError("\(option) is missing, and there is no terminal to ask at.")
    }
    while true {
      Terminal.write(question + (standard.map { " [\($0)]" } ?? "") + ": ")
      guard let line = readLine() else { throw ExitStatus.errors }
      let trimmed = String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      let text = trimmed.isEmpty ? standard ?? "" : trimmed
      if option == "--preset", BuiltInPresets.bytes(named: text) == nil {
        Terminal.print("There is no preset '\(text)'.")
      } else if !text.isEmpty {
        return text
      }
    }
  }
}
