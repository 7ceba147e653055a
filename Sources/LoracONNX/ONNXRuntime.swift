internal import CLoracONNX
internal import Glibc

/// ONNX Runtime: a library that runs models, opened when it is needed.
///
/// It is never linked: only taggers, background removal and face detection need it, and users have it as the Python
/// package `onnxruntime`. It stays open until the process ends. It prints nothing and sends nothing.
package final class ONNXRuntime: Sendable {
  /// The version of its interface that is used; ONNX Runtime 1.x has version x and all before it.
  package static let interfaceVersion = 11
  /// The oldest release that can be used.
  package static let oldestVersion = "1.\(interfaceVersion)"

  /// The file of the library.
  package let path: String
  /// The release, as in `1.20.1`.
  package let version: String

  let handles: ONNXHandles

  private init(path: String, version: String, handles: ONNXHandles) {
    self.path = path
    self.version = version
    self.handles = handles
  }

  /// Opens the library at `path`, or one of that name that the system finds.
  ///
  /// Newer versions write a number for this machine into the user's cache folder, and may send events, unless the
  /// variable `ORT_DISABLE_TELEMETRY` is 1 by now; the command line sees to that.
  /// - Throws: ``ONNXError`` of the library.
  package static func open(_ path: String) throws(ONNXError) -> ONNXRuntime {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .runtimeUnusable(path: path, reason: dlerror().map { String(cString: $0) } ?? "no reason given")
    }
    guard let version = lorac_onnx_version(library).map({ String(cString: $0) }) else {
      dlclose(library)
      throw .notRuntime(path: path)
    }
    let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
    // Asked for a version it lacks, the library would write to standard error.
    guard numbers.count >= 2, numbers[0] == 1, numbers[1] >= interfaceVersion,
      let api = lorac_onnx_find_api(library, UInt32(interfaceVersion))
    else { throw .runtimeVersion(path: path, version: version) }
    var environment: OpaquePointer?
    if let failure = ONNXFailure(api, lorac_onnx_make_environment(api, &environment)) {
      throw .runtimeFailed(message: failure.message)
    }
    guard let environment else { throw .runtimeFailed(message: "no environment") }
    let file = lorac_onnx_path(library).map { String(cString: $0) } ?? path
    return ONNXRuntime(path: file, version: version, handles: ONNXHandles(api: api, environment: environment))
  }

  /// Opens the model in the file at `path`, to run on `threads` threads of its own.
  ///
  /// With the same number of threads a model gives the same numbers each time; with another, they may be rounded
  /// otherwise.
  /// - Throws: ``ONNXError`` of the model.
  package func session(model path: String, threads: Int) throws(ONNXError) -> ONNXSession {
    precondition(threads > 0, "at least one thread is needed")
    return try ONNXSession(runtime: self, path: path, threads: threads)
  }
}

/// The library's functions and its environment, which live as long as the process.
struct ONNXHandles: @unchecked Sendable {
  let api: OpaquePointer
  let environment: OpaquePointer
}

/// What a status of the library says.
struct ONNXFailure {
  let code: Int
  let message: String

  /// Reads `status` and frees it; nil if it is that of success.
  init?(_ api: OpaquePointer, _ status: OpaquePointer?) {
    guard let status else { return nil }
    code = Int(lorac_onnx_status_code(api, status))
    let text = lorac_onnx_status_message(api, status).map { String(cString: $0) } ?? ""
    message = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    lorac_onnx_release_status(api, status)
  }
}
