import LoracJSON
import LoracTestSupport

/// Results of sd-scripts itself, written by Tests/Tools/dataset_reference.py.
enum Reference {
  /// The committed folder, and the folder of a larger run where LORAC_DATASET_REFERENCE names one.
  static let folders: [String] = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return ["\(here)/Reference"] + [environmentVariable("LORAC_DATASET_REFERENCE")].compactMap { $0 }
  }()

  /// The values of one file, from every folder.
  static func load<Value: Decodable>(_ name: String, as type: [Value].Type = [Value].self) throws -> [Value] {
    try folders.flatMap { folder in
      let json = try JSONValue.parse(
        readFile("\(folder)/\(name).json"),
        limits: JSONLimits(byteCount: 1 << 30, containerCount: 1 << 26, valueCount: 1 << 27))
      return try JSONValueDecoder.decode([Value].self, from: json)
    }
  }
}
