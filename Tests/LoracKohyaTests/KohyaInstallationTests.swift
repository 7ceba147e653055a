import Glibc
import LoracKohya
import LoracTestSupport
import Testing

@Suite struct KohyaInstallationTests {
  private let commit = "48d368fa557731ad0488c07304dfeba8c07910eb"

  @Test func findsEverythingBesideTheScripts() throws {
    let folder = try TemporaryDirectory()
    for file in ["train_network.py", "sdxl_train_network.py"] { try folder.write("", to: "sd-scripts/\(file)") }
    try folder.write("ref: refs/heads/main\n", to: "sd-scripts/.git/HEAD")
    try folder.write("\(commit)\n", to: "sd-scripts/.git/refs/heads/main")
    for name in ["accelerate", "python"] { try program(folder.write("", to: "sd-scripts/venv/bin/\(name)")) }
    try folder.makeFolder("sd-scripts/venv/lib/python3.11/site-packages/torch-2.5.1+cpu.dist-info")
    try folder.makeFolder("sd-scripts/venv/lib/python3.11/site-packages/lion-pytorch-0.2.3.dist-info")
    try program(folder.write("", to: "other/accelerate"))
    var search = KohyaInstallation.Search(path: ["\(folder.path)/other"])
    search.environmentFolder = "\(folder.path)/sd-scripts"
    let found = KohyaInstallation.find(search, scriptNames: ["train_network.py", "sdxl_train_network.py"])
    #expect(found.problems.isEmpty)
    #expect(found.commit == commit && found.branch == "main" && found.isOf2023 == false)
    #expect(found.accelerate?.hasSuffix("/sd-scripts/venv/bin/accelerate") == true)
    #expect(found.python?.hasSuffix("/sd-scripts/venv/bin/python") == true)
    #expect(found.path(ofScript: "train_network.py")?.hasSuffix("/sd-scripts/train_network.py") == true)
    #expect(found.packages["torch"] == "2.5.1+cpu")
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try TemporaryDirectory()
    #expect(
      KohyaInstallation.find(.init(path: [folder.path])).problems == [
        .noScriptsFolder, .accelerateMissing, .pythonMissing,
      ])
    try folder.write("not a program", to: "bin/accelerate")
    try program(folder.write("", to: "bin/python3"))
    var search = KohyaInstallation.Search(path: ["\(folder.path)/bin"])
    search.recipeFolder = "/nowhere"
    #expect(KohyaInstallation.find(search).problems == [.noSuchFolder("/nowhere"), .accelerateMissing])
    search.recipeFolder = folder.path
    let found = KohyaInstallation.find(search)
    #expect(found.problems == [.scriptMissing("train_network.py"), .accelerateMissing])
    #expect(found.isOf2023 == true && found.commit == nil)
  }

  @Test func readsPackedAndDetachedHeads() throws {
    let folder = try TemporaryDirectory()
    var search = KohyaInstallation.Search(path: [])
    search.recipeFolder = folder.path
    try folder.write("ref: refs/heads/sd3\n", to: ".git/HEAD")
    try folder.write("# pack-refs\n\(commit) refs/heads/sd3\n", to: ".git/packed-refs")
    #expect(KohyaInstallation.find(search).commit == commit)
    try folder.write("\(commit)\n", to: ".git/HEAD")
    let found = KohyaInstallation.find(search)
    #expect(found.commit == commit && found.branch == nil)
  }

  @Test func readsAWorktree() throws {
    let folder = try TemporaryDirectory()
    try folder.write("gitdir: ../main/.git/worktrees/x\n", to: "x/.git")
    try folder.write("ref: refs/heads/dev\n", to: "main/.git/worktrees/x/HEAD")
    try folder.write("../..\n", to: "main/.git/worktrees/x/commondir")
    try folder.write("\(commit)\n", to: "main/.git/refs/heads/dev")
    var search = KohyaInstallation.Search(path: [])
    search.recipeFolder = "\(folder.path)/x"
    let found = KohyaInstallation.find(search)
    #expect(found.commit == commit && found.branch == "dev")
  }

  private func program(_ path: String) throws {
    try #require(chmod(path, 0o755) == 0)
  }
}
