internal import LoracJSON

/// The prompts of a file for kohya's `--sample_prompts`.
package struct KohyaPromptFile: Sendable, Hashable {
  /// The prompts in order.
  package var prompts: [KohyaPrompt]

  /// Why a file is none.
  package enum Problem: Error, Equatable {
    /// kohya takes the format from the end of the name: `.txt`, `.json` or `.toml`, in small letters.
    case unknownFormat
    case notUTF8
    /// What is wrong, and the line from 1 where that is known.
    case syntax(String, line: Int?)
    /// No list of prompts where kohya looks for one; what is there or missing.
    case noPrompts(String)
  }

  /// Reads a file's bytes; `name` decides the format.
  package init(_ bytes: [UInt8], name: String) throws(Problem) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    if name.hasSuffix(".txt") {
      prompts = Self.lines(of: text)
    } else if name.hasSuffix(".json") {
      prompts = try Self.json(bytes)
    } else if name.hasSuffix(".toml") {
      prompts = try Self.toml(text)
    } else {
      throw .unknownFormat
    }
  }

  /// One prompt a line; empty ones and those that begin with `#` are none.
  private static func lines(of text: String) -> [KohyaPrompt] {
    text.split(omittingEmptySubsequences: true) { "\n\r\r\n".contains($0) }.compactMap { line in
      let start = line.drop { $0.isWhitespace }
      guard let end = start.lastIndex(where: { !$0.isWhitespace }), line.first != "#" else { return nil }
      var prompt = KohyaPrompt(line: String(start[...end]))
      if start.first == "#" { prompt.notes.append(.indentedComment) }
      return prompt
    }
  }

  private static func json(_ bytes: [UInt8]) throws(Problem) -> [KohyaPrompt] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(bytes)
    } catch {
      let line = bytes.prefix(error.byteOffset).count { $0 == UInt8(ascii: "\n") } + 1
      throw .syntax(error.message, line: line)
    }
    guard case .array(let items) = value else { throw .noPrompts("the file is no list") }
    return try items.map { (item) throws(Problem) in
      switch item {
      case .string(let line): return KohyaPrompt(line: line)
      case .object(let members): return KohyaPrompt(members.map { ($0.key, $0.value) })
      default: throw .noPrompts("an item is neither text nor an object")
      }
    }
  }

  /// `[prompt]` with what is common, `[[prompt.subset]]` for each picture.
  private static func toml(_ text: String) throws(Problem) -> [KohyaPrompt] {
    var reader = TOMLReader(text)
    let root: [(String, JSONValue)]
    do throws(TOMLReader.Failure) {
      root = try reader.table()
    } catch {
      throw .syntax(error.message, line: error.line)
    }
    guard case .object(let common)? = root.first(where: { $0.0 == "prompt" })?.1 else {
      throw .noPrompts("there is no table [prompt]")
    }
    guard case .array(let subsets)? = common.first(where: { $0.key == "subset" })?.value else {
      throw .noPrompts("there is no [[prompt.subset]]")
    }
    let shared = common.filter { $0.key != "subset" }.map { ($0.key, $0.value) }
    return try subsets.map { (subset) throws(Problem) in
      guard case .object(let members) = subset else { throw .noPrompts("a subset is no table") }
      if let twice = members.first(where: { member in shared.contains { $0.0 == member.key } }) {
        // Python refuses one keyword twice.
        throw .noPrompts("“\(twice.key)” stands in [prompt] and in a subset")
      }
      return KohyaPrompt(shared + members.map { ($0.key, $0.value) })
    }
  }
}

extension KohyaPrompt {
  /// What sd-scripts takes out of a dictionary (train_util.py, `sample_image_inference`).
  fileprivate init(_ members: [(key: String, value: JSONValue)]) {
    self.init()
    for (key, value) in members where !set(key, value) { notes.append(.wrongType(key: key)) }
  }

  /// False where the value's type fails in kohya.
  private mutating func set(_ key: String, _ value: JSONValue) -> Bool {
    switch (key, value) {
    case ("prompt", .string(let text)): prompt = text
    case ("negative_prompt", .string(let text)): negative = text
    case ("sample_sampler", .string(let text)): sampler = text
    case ("width", .integer(let number)): width = number
    case ("height", .integer(let number)): height = number
    case ("seed", .integer(let number)): seed = number
    case ("sample_steps", .integer(let number)): steps = number
    case ("scale", .integer(let number)): scale = Double(number)
    case ("scale", .number(let number)): scale = number
    case ("negative_prompt", .null), ("seed", .null): break
    case ("prompt", _), ("negative_prompt", _), ("sample_sampler", _), ("width", _), ("height", _), ("seed", _),
      ("sample_steps", _), ("scale", _):
      return false
    case ("controlnet_image", _), ("guidance_scale", _), ("cfg_trunc_ratio", _), ("renorm_cfg", _), ("flow_shift", _):
      notes.append(.unsupported(key))
    // kohya writes the one and removes the other.
    case ("enum", _), ("subset", _): break
    default: notes.append(.unknownKey(key))
    }
    return true
  }
}
