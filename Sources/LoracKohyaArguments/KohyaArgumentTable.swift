package import LoracJSON

/// All arguments of one program at one version, read from what its own parser says.
///
/// The data is made by `Tests/Tools/extract_kohya_arguments.py` and embedded; a table is read when it is first used.
package struct KohyaArgumentTable: Sendable {
  /// The arguments of today's `train_network.py` and `sdxl_train_network.py`.
  package static let current = KohyaArgumentTable(PackageResources.kohya_arguments_json)
  /// The arguments of `train_network.py` in 2023 (v0.6.3); SDXL had no script then.
  package static let in2023 = KohyaArgumentTable(PackageResources.kohya_arguments_2023_json)
  /// The arguments of `accelerate launch`.
  package static let accelerate = KohyaArgumentTable(PackageResources.accelerate_arguments_json)

  /// Arguments that still work but have been replaced, with what replaced them.
  package static let replacements: [String: String] = [
    "caption_extention": "caption_extension",
    "use_8bit_adam": "optimizer_type: AdamW8bit",
    "use_lion_optimizer": "optimizer_type: Lion",
  ]

  /// The arguments in the order of the program's parser.
  package let all: [KohyaArgument]
  /// Where the facts come from: project and commit, tag or version.
  package let source: JSONValue
  private let indices: [String: Int]

  /// The names of all arguments, for a suggestion.
  package var names: [String] { all.map(\.name) }

  /// The argument of a name, with or without dashes in front; nil if the program has none of exactly that name.
  ///
  /// Abbreviations, which argparse would accept, are not: their meaning changes when an argument is added.
  package func argument(named name: String) -> KohyaArgument? { indices[name].map { all[$0] } }

  private init(_ bytes: [UInt8]) {
    // The bytes are our own; a test reads all three tables, so an unreadable one cannot be shipped.
    let document = (try? JSONValue.parse(bytes)) ?? .null
    var all: [KohyaArgument] = []
    if case .array(let rows)? = document["arguments"] { all = rows.compactMap(KohyaArgument.init(row:)) }
    self.all = all
    self.source = document["source"] ?? .null
    var indices: [String: Int] = [:]
    for (index, argument) in all.enumerated() {
      for spelling in [argument.name] + argument.flags where indices[spelling] == nil { indices[spelling] = index }
    }
    self.indices = indices
  }
}

extension KohyaArgument {
  /// Reads one row of the embedded data; nil if a member is missing or unknown.
  init?(row: JSONValue) {
    guard case .string(let name)? = row["name"], let flags = Self.strings(row["flags"]), !flags.isEmpty,
      case .string(let kindName)? = row["kind"], let kind = Kind(rawValue: kindName)
    else { return nil }
    var type = ValueType.string
    if case .string(let typeName)? = row["type"] {
      guard let known = ValueType(rawValue: typeName) else { return nil }
      type = known
    }
    self.name = name
    self.flags = flags
    self.kind = kind
    self.type = type
    self.takesList = row["nargs"] == .string("*")
    if case .array(let choices)? = row["choices"] { self.choices = choices } else { self.choices = nil }
    self.defaultValue = row["default"] ?? .null
    let scripts = Self.strings(row["scripts"])?.compactMap(Script.init(rawValue:))
    self.scripts = Set(scripts ?? Script.allCases)
  }

  private static func strings(_ value: JSONValue?) -> [String]? {
    guard case .array(let elements)? = value else { return nil }
    return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
