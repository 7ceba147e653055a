internal import ArgumentParser
internal import LoracPresets

/// `lorac preset`: the presets that lorac carries.
struct PresetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preset", abstract: "List the presets, or show one.", subcommands: [List.self, Show.self],
    defaultSubcommand: List.self)

  /// `lorac preset list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the presets.")

    func run() {
      for (name, bytes) in BuiltInPresets.all {
        Terminal.print(name.padded(to: 16) + Self.summary(bytes))
      }
      Terminal.print("\n`lorac preset show NAME` prints one; `extends: NAME` in a recipe starts from it.")
    }

    /// The first sentence of the comment at the top, behind the editor's schema header.
    private static func summary(_ bytes: [UInt8]) -> String {
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      let comment = lines.first { $0.hasPrefix("# ") && !$0.contains("$schema") }?.dropFirst(2) ?? ""
      return String(comment.prefix { $0 != ":" })
    }
  }

  /// `lorac preset show NAME`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print a preset: a recipe with the why of each value.")

    @Argument(help: "The preset's name.", completion: .list(BuiltInPresets.all.map(\.name)))
    var name: String

    func run() throws {
      guard let bytes = BuiltInPresets.bytes(named: name) else {
        let names = BuiltInPresets.all.map(\.name).joined(separator: ", ")
        throw ValidationError("There is no preset '\(name)'. Presets: \(names).")
      }
      Terminal.write(String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension String {
  /// The text followed by blanks up to `width` characters, and at least one.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
