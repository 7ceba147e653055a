package import Testing

/// Compares `actual` with a committed file, byte for byte.
///
/// With `LORAC_UPDATE=1` in the environment a file that differs or is missing is rewritten, and the test fails all the
/// same, so that a recording run is never mistaken for a passing one.
///
/// `name` is the file's path below the folder `Snapshots` beside the test file.
package func expectSnapshot(
  _ actual: String, _ name: String, testFile: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  expectSnapshot(actual, file: "\(folder)/Snapshots/\(name)", sourceLocation: sourceLocation)
}

/// Compares `actual` with the committed file at an absolute path; see `expectSnapshot(_:_:testFile:sourceLocation:)`.
package func expectSnapshot(
  _ actual: String, file path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let stored = try? readFile(path)
  guard stored != Array(actual.utf8) else { return }
  if environmentVariable("LORAC_UPDATE") == "1" {
    do {
      try writeFile(Array(actual.utf8), to: path)
      Issue.record("recorded \(path); run again without LORAC_UPDATE", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
    return
  }
  guard let stored else {
    let hint = "set LORAC_UPDATE=1 to record it"
    Issue.record("no snapshot \(path); \(hint). Actual:\n\(actual)", sourceLocation: sourceLocation)
    return
  }
  let difference = firstDifference(String(decoding: stored, as: UTF8.self), actual)
  Issue.record("differs from \(path), \(difference)", sourceLocation: sourceLocation)
}

private func firstDifference(_ stored: String, _ actual: String) -> String {
  let storedLines = stored.split(separator: "\n", omittingEmptySubsequences: false)
  let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
  for (index, pair) in zip(storedLines, actualLines).enumerated() where pair.0 != pair.1 {
    return "line \(index + 1)\nstored: \(pair.0)\nactual: \(pair.1)\nwhole actual text:\n\(actual)"
  }
  return "\(storedLines.count) lines stored, \(actualLines.count) actual; whole actual text:\n\(actual)"
}
