/// Writes a string as a YAML scalar that reads back as the same string.
package enum ScalarText {
  /// `text` plain where that is safe, in double quotes with escapes otherwise.
  package static func flow(_ text: String) -> String {
    isSafe(text) ? text : quoted(text)
  }

  /// Whether `text`, written plainly in any place of a recipe, is a string and nothing else.
  private static func isSafe(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    let indicators = "-?:,[]{}#&*!|>'\"%@`~=<"
    guard !indicators.unicodeScalars.contains(first), first != " ", last != " ", last != ":" else { return false }
    guard case .string = CoreSchema.resolve(text) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && scalar.value < 0x7F && !",[]{}#\"".unicodeScalars.contains(scalar)
        || scalar.properties.isAlphabetic
    } && !text.contains(": ")
  }

  /// `text` in double quotes, with escapes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
