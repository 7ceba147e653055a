/// Where sd-scripts and what starts it were found, and what is missing; nothing is run to find it.
package struct KohyaInstallation: Sendable, Hashable {
  /// Something that is missing or wrong.
  package enum Problem: Sendable, Hashable {
    /// No folder was given, neither by the recipe nor by the environment.
    case noScriptsFolder
    /// The folder given does not exist.
    case noSuchFolder(String)
    /// The folder holds no script of this name.
    case scriptMissing(String)
    /// Neither beside sd-scripts nor on the search path is there an `accelerate`.
    case accelerateMissing
    /// Neither beside sd-scripts nor on the search path is there a Python.
    case pythonMissing
  }

  /// Where to look; the caller reads the environment.
  package struct Search: Sendable {
    /// The folder of sd-scripts that the recipe names; comes before ``environmentFolder``.
    package var recipeFolder: String?
    /// The value of `LORAC_SD_SCRIPTS`.
    package var environmentFolder: String?
    /// The value of `VIRTUAL_ENV`.
    package var virtualEnvironment: String?
    /// The folders of `PATH`.
    package var path: [String]

    /// A search with nothing but the folders of `PATH`.
    package init(path: [String]) { self.path = path }
  }

  /// The folder of sd-scripts, absolute; nil if none was given or it does not exist.
  package var scripts: String?
  /// The commit that is checked out; nil if the folder is no git clone.
  package var commit: String?
  /// The branch that is checked out; nil if none is.
  package var branch: String?
  /// Whether it is sd-scripts as of 2023 (v0.6): without `--console_log_simple` and SDXL's script; nil without scripts.
  package var isOf2023: Bool?
  /// The `accelerate` program.
  package var accelerate: String?
  /// The Python program that belongs to ``accelerate``, or that stands beside sd-scripts.
  package var python: String?
  /// Versions of the installed Python packages, by lower-case name, as their metadata folders say.
  package var packages: [String: String] = [:]
  /// What is missing or wrong.
  package var problems: [Problem] = []

  /// The path of a script; nil without ``scripts``.
  package func path(ofScript name: String) -> String? { scripts.map { "\($0)/\(name)" } }

  /// Looks for sd-scripts with all of `scriptNames`, accelerate and Python.
  ///
  /// Programs are looked for in the active virtual environment, in `venv` and `.venv` of sd-scripts, then on `PATH`.
  package static func find(_ search: Search, scriptNames: [String] = ["train_network.py"]) -> KohyaInstallation {
    var found = KohyaInstallation()
    found.findScripts(search.recipeFolder ?? search.environmentFolder, scriptNames)
    var environments: [String] = []
    if let active = search.virtualEnvironment { environments.append(active) }
    if let scripts = found.scripts { environments += ["\(scripts)/venv", "\(scripts)/.venv"] }
    let folders = environments.map { "\($0)/bin" } + search.path
    found.accelerate = firstProgram(["accelerate"], in: folders)
    let besideAccelerate = found.accelerate.map { [folder(of: $0)] } ?? []
    found.python = firstProgram(["python", "python3"], in: besideAccelerate + folders)
    if found.accelerate == nil { found.problems.append(.accelerateMissing) }
    if found.python == nil { found.problems.append(.pythonMissing) }
    if let python = found.python { found.packages = PythonPackages.versions(besidePython: python) }
    return found
  }

  private mutating func findScripts(_ given: String?, _ names: [String]) {
    guard let given, !given.isEmpty else {
      problems.append(.noScriptsFolder)
      return
    }
    guard let folder = FileFacts.absolutePath(given), FileFacts.isFolder(folder) else {
      problems.append(.noSuchFolder(given))
      return
    }
    scripts = folder
    for name in names where !FileFacts.isFile("\(folder)/\(name)") { problems.append(.scriptMissing(name)) }
    isOf2023 = !FileFacts.isFile("\(folder)/sdxl_train_network.py")
    let head = GitHead(repository: folder)
    commit = head?.commit
    branch = head?.branch
  }

  private static func firstProgram(_ names: [String], in folders: [String]) -> String? {
    for folder in folders {
      for name in names where FileFacts.isProgram("\(folder)/\(name)") { return "\(folder)/\(name)" }
    }
    return nil
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
  }
}
