internal import Glibc

/// The environment variables of the process.
enum Environment {
  /// The value of a variable; nil if it is not set.
  static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Sets a variable, for libraries that read it.
  static func set(_ name: String, to value: String) { setenv(name, value, 1) }

  /// All variables.
  static var all: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let parts = String(cString: pointer).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
