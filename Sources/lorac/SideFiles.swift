internal import LoracFiles
internal import LoracKohya

/// Files beside a command.
enum SideFiles {
  /// Writes `files` into `folder`, which is made if it is not there.
  static func write(_ files: [KohyaEmission.SideFile], to folder: String) throws {
    do throws(FileError) {
      try FileSystem.createFolders(folder)
      for file in files { try FileSystem.write(Array(file.text.utf8), to: FilePaths.join(folder, file.name)) }
    } catch {
      Terminal.printError("lorac: cannot write '\(error.path)': \(error.reason)")
      throw ExitStatus.errors
    }
  }
}
