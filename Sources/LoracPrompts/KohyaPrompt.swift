/// One picture of a kohya prompt file; what it leaves out is nil.
package struct KohyaPrompt: Sendable, Hashable {
  package var prompt = ""
  package var negative: String?
  package var width: Int?
  package var height: Int?
  package var seed: Int?
  package var steps: Int?
  /// Classifier-free guidance.
  package var scale: Double?
  /// The sampler as it is written.
  package var sampler: String?
  /// Options and keys that make no difference to Stable Diffusion, or that lorac cannot follow.
  package var notes: [KohyaPromptNote] = []

  /// An empty prompt.
  package init() {}
}

/// Something in a kohya prompt that its writer may not expect.
package enum KohyaPromptNote: Sendable, Hashable {
  /// ` --…` that kohya drops without a word, since it knows no such option or cannot read its value.
  case unknownOption(String)
  /// A number that kohya cannot read, which it says and goes on.
  case unreadableNumber(String)
  /// An option of kohya's for other networks, or for control networks: its name in kohya's dictionary.
  case unsupported(String)
  /// A prompt that begins like an option, as in `n the night`: kohya takes it for both.
  case promptIsOption(String)
  /// A key that kohya does not ask for.
  case unknownKey(String)
  /// A value of another type than kohya expects, which fails there.
  case wrongType(key: String)
  /// A line that begins with blanks before `#`: kohya takes it for a prompt.
  case indentedComment
}

extension KohyaPromptNote: CustomStringConvertible {
  /// A phrase for diagnostics.
  package var description: String {
    switch self {
    case .unknownOption(let text): "'\(text)' is no option of kohya's with a value it can read, and is dropped"
    case .unreadableNumber(let text): "'\(text)' has no number that can be read, and is dropped"
    case .unsupported(let key): "'\(key)' does nothing for Stable Diffusion without a control network"
    case .promptIsOption(let text): "'\(text)' is read as an option too, since it begins like one"
    case .unknownKey(let key): "'\(key)' is no key that kohya reads"
    case .wrongType(let key): "'\(key)' has a value of the wrong type"
    case .indentedComment: "a line with blanks before '#' is a prompt, not a comment"
    }
  }
}
