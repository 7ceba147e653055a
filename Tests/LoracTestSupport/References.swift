package import LoracJSON

/// The folder that holds the test file which calls.
package func testFolder(_ testFile: String = #filePath) -> String {
  testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
}

/// The JSON file `name` of the folder `Reference` beside the test file which calls, written by a script in Tests/Tools.
package func reference<Value: Decodable>(
  _ name: String, as type: Value.Type = Value.self, testFile: String = #filePath
) throws -> Value {
  try JSONValueDecoder.decode(type, from: JSONValue.parse(readFile("\(testFolder(testFile))/Reference/\(name)")))
}

/// Cases that a script in Tests/Tools wrote: the committed ones, and those of a larger run.
package struct ReferenceFolders: Sendable {
  /// The folder `Reference` beside the test file, and the one that the environment names.
  package let paths: [String]

  /// The committed folder and, if it is set, the one in the environment variable `name`.
  package init(largerRun name: String, testFile: String = #filePath) {
    paths = ["\(testFolder(testFile))/Reference"] + [environmentVariable(name)].compactMap(\.self)
  }

  /// The values of the files `name`.json, from every folder.
  package func load<Value: Decodable>(_ name: String, as type: [Value].Type = [Value].self) throws -> [Value] {
    try paths.flatMap { try Self.decode(type, "\($0)/\(name).json") }
  }

  /// The value of one file, which may be far larger than what lorac itself reads.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, _ path: String, options: JSONCodingOptions = []
  ) throws -> Value {
    let limits = JSONLimits(byteCount: 1 << 30, containerCount: 1 << 26, valueCount: 1 << 27)
    return try JSONValueDecoder.decode(type, from: JSONValue.parse(readFile(path), limits: limits), options: options)
  }
}

/// Bytes written as two hexadecimal digits each.
package func bytes(hex: String) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(hex.utf8.count / 2)
  var high: UInt8?
  for digit in hex.utf8 {
    let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    if let first = high {
      result.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  return result
}
