import LoracJSON
import LoracTestSupport

@testable import LoracTokenizer

/// Results of transformers and sd-scripts, written by Tests/Tools/tokenizer_reference.py.
enum Reference {
  /// The committed folder, and the folder of a larger run where LORAC_TOKENIZER_REFERENCE names one.
  private static let folders: [String] = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return ["\(here)/Reference"] + [environmentVariable("LORAC_TOKENIZER_REFERENCE")].compactMap { $0 }
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

/// A text without characters that a test's output would hide.
func visible(_ text: String) -> String {
  text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
}
