package import LoracONNX
package import Testing
internal import LoracTestSupport

/// ONNX Runtime as tests find it: `LORAC_ONNXRUNTIME`, what `make test` installed below `.build`, or this machine's own.
package enum TestRuntime {
  /// The runtime; nil if there is none.
  package static let shared: ONNXRuntime? = try? search.open()

  /// Why tests are left out without it.
  package static let comment: Comment =
    "no ONNX Runtime: pip install onnxruntime, or set LORAC_ONNXRUNTIME to libonnxruntime.so"

  /// Where tests look.
  package static var search: ONNXRuntimeSearch {
    var search = ONNXRuntimeSearch()
    search.variable = environmentVariable("LORAC_ONNXRUNTIME")
    search.virtualEnvironment = environmentVariable("VIRTUAL_ENV")
    search.home = environmentVariable("HOME")
    search.path = (environmentVariable("PATH") ?? "").split(separator: ":").map(String.init)
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    search.environments = ["\(root)/.build/onnxruntime"]
    return search
  }

  /// A session of the model `name` in the folder `Models` beside the test file which calls, on two threads.
  package static func session(_ name: String, testFile: String = #filePath) throws -> ONNXSession {
    try #require(shared).session(model: model(name, testFile: testFile), threads: 2)
  }

  /// The path of the model `name` in the folder `Models` beside the test file which calls.
  package static func model(_ name: String, testFile: String = #filePath) -> String {
    "\(testFolder(testFile))/Models/\(name)"
  }
}
