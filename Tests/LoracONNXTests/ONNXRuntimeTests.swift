import Glibc
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@testable import LoracONNX

@Suite struct ONNXRuntimeTests {
  /// Makes the folder in which Python keeps ONNX Runtime, with libraries of these names that are none.
  private func makePackage(_ folder: borrowing TemporaryDirectory, _ place: String, _ names: [String]) throws -> String
  {
    for name in names { try folder.write("no library", to: "\(place)/onnxruntime/capi/\(name)") }
    return "\(folder.path)/\(place)/onnxruntime/capi"
  }

  @Test(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) func saysWhatItIs() throws {
    let runtime = try #require(TestRuntime.shared)
    #expect(runtime.version.split(separator: ".").count >= 3 && runtime.version.hasPrefix("1."))
    #expect(runtime.path.hasPrefix("/") && runtime.path.contains("libonnxruntime"))
    #expect(try ONNXRuntime.open(runtime.path).version == runtime.version)
  }

  @Test(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) func takesAFolderOfPython() throws {
    let runtime = try #require(TestRuntime.shared)
    let folder = try TemporaryDirectory()
    let place = "environment/lib/python3.11/site-packages/onnxruntime/capi"
    try folder.makeFolder(place)
    try makeLink("\(folder.path)/\(place)/libonnxruntime.so.1.99.0", to: runtime.path)
    for given in ["environment", place, "\(place)/libonnxruntime.so.1.99.0"] {
      var search = ONNXRuntimeSearch()
      search.given = "\(folder.path)/\(given)"
      #expect(try search.open().version == runtime.version, "\(given)")
    }
    // The recipe's word goes before the variable's.
    var search = ONNXRuntimeSearch()
    search.given = "\(folder.path)/environment"
    search.variable = "/nowhere"
    #expect(try search.open().version == runtime.version)
  }

  @Test func explainsWhatWasNamed() throws {
    let folder = try TemporaryDirectory()
    let text = try folder.write("no library", to: "libonnxruntime.so")
    var search = ONNXRuntimeSearch()
    search.variable = "\(folder.path)/missing.so"
    #expect(throws: ONNXError.noRuntime(at: "\(folder.path)/missing.so")) { try search.open() }
    search.given = text
    let error = #expect(throws: ONNXError.self) { try search.open() }
    guard case .runtimeUnusable(text, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
    // A folder without a library, then one with it.
    search.given = try folder.makeFolder("empty")
    #expect(throws: ONNXError.noRuntime(at: "\(folder.path)/empty")) { try search.open() }
    search.given = folder.path
    #expect(throws: ONNXError.runtimeUnusable(path: text, reason: reason)) { try search.open() }
  }

  @Test func refusesOtherLibraries() {
    #expect(throws: ONNXError.notRuntime(path: "libm.so.6")) { try ONNXRuntime.open("libm.so.6") }
  }

  @Test func looksWherePythonKeepsPackages() throws {
    let folder = try TemporaryDirectory()
    let root = folder.path
    let active = try makePackage(folder, "active/lib/python3.12/site-packages", ["libonnxruntime.so.1.9.0"])
    let home = try makePackage(folder, "home/.local/lib/python3.11/site-packages", ["libonnxruntime.so.1.20.0"])
    let debian = try makePackage(folder, "system/lib/python3/dist-packages", ["libonnxruntime.so"])
    let other = try makePackage(folder, "other/lib/python3.10/site-packages", ["libonnxruntime.so.1.20.0"])
    try folder.write("", to: "system/bin/python3")
    try folder.write("home = /usr/bin\n", to: "other/pyvenv.cfg")
    try folder.makeFolder("other/bin")
    try makeLink("\(root)/other/bin/python3", to: "\(root)/system/bin/python3")
    var search = ONNXRuntimeSearch()
    search.home = "\(root)/home"
    search.virtualEnvironment = "\(root)/active"
    search.path = ["\(root)/nothing", "\(root)/other/bin", "\(root)/system/bin", "\(root)/other/bin"]
    #expect(search.folders.filter { $0.hasPrefix(root) } == [active, home, other, debian])
  }

  @Test func takesTheNewest() throws {
    let folder = try TemporaryDirectory()
    let names = ["libonnxruntime.so.1.9.2", "libonnxruntime.so.1.20.1", "libonnxruntime_providers_shared.so"]
    let place = try makePackage(folder, "x", names)
    #expect(ONNXRuntimeSearch.newest(in: place) == "\(place)/libonnxruntime.so.1.20.1")
    #expect(ONNXRuntimeSearch.newest(in: folder.path) == nil)
  }
}

private func makeLink(_ path: String, to target: String) throws {
  guard symlink(target, path) == 0 else { throw FileError(path: path, errorNumber: errno) }
}
