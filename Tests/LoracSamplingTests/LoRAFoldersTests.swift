import LoracDiagnostics
import LoracPrompts
import LoracSampling
import LoracTestSupport
import Testing

@Suite("Folders of LoRA files")
struct LoRAFoldersTests {
  @Test("are searched in order, by exact names first")
  func search() throws {
    let folder = try TemporaryDirectory()
    for file in ["a/moka.safetensors", "b/Moka.safetensors", "b/style.v2.safetensors"] {
      try writeFile([], to: "\(folder.path)/\(file)")
    }
    let folders = LoRAFolders(["\(folder.path)/a", "\(folder.path)/missing", "\(folder.path)/b", "\(folder.path)/a/"])
    #expect(folders.folders == ["\(folder.path)/a", "\(folder.path)/b"])
    #expect(folders.file(named: "Moka") == "\(folder.path)/b/Moka.safetensors")
    #expect(folders.file(named: "MOKA") == "\(folder.path)/a/moka.safetensors")
    #expect(folders.file(named: "style.v2") == "\(folder.path)/b/style.v2.safetensors")
    var diagnostics: [Diagnostic] = []
    #expect(folders.file(of: LoraReference(name: "Mok"), into: &diagnostics) == nil)
    #expect(diagnostics.map(\.code.id) == ["LR1012"])
    #expect(folders.file(of: LoraReference(name: "something"), into: &diagnostics) == nil)
    let notes = diagnostics.last?.notes.map(\.text) ?? []
    #expect(notes.contains { $0.contains("there are 'moka'") } && notes.contains { $0.contains("--lora") }, "\(notes)")
    #expect(diagnostics.first?.notes.contains { "\($0)".contains("moka") } == true)
  }
}
