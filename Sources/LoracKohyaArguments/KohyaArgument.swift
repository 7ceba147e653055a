package import LoracJSON

/// One command-line argument of a kohya training script or of `accelerate launch`.
package struct KohyaArgument: Sendable, Hashable {
  /// What giving the argument does.
  package enum Kind: String, Sendable, Hashable {
    /// Keeps the value that follows.
    case store
    /// A flag without value that turns something on.
    case storeTrue = "store_true"
    /// A flag without value that turns something off.
    case storeFalse = "store_false"
    /// Adds the value that follows to a list; may be given several times.
    case append
  }

  /// The Python function that converts the text of a value.
  package enum ValueType: String, Sendable, Hashable {
    /// Any text.
    case string = "str"
    /// A whole number.
    case integer = "int"
    /// A number.
    case float
    /// A whole number from 1, a ratio below 1, or a percentage such as `5%`; sd-scripts train_util.py:3664.
    case integerOrFloat = "int_or_float"
    /// A path.
    case path = "Path"
  }

  /// The scripts that train a LoRA for Stable Diffusion 1 and 2, and for SDXL.
  package enum Script: String, Sendable, Hashable, CaseIterable {
    /// `train_network.py`.
    case sd
    /// `sdxl_train_network.py`.
    case sdxl
  }

  /// The name of the value in Python; the first flag without its dashes but for a few of accelerate's.
  package let name: String
  /// The spellings on the command line, as in `--network_dim`; the first is the one to write.
  package let flags: [String]
  /// What giving the argument does.
  package let kind: Kind
  /// How a value is converted; `string` for flags without value.
  package let type: ValueType
  /// Whether the argument takes any number of values (`nargs="*"`).
  package let takesList: Bool
  /// The values allowed after conversion; nil allows all, `null` members cannot be written.
  package let choices: [JSONValue]?
  /// What the script uses when the argument is not given.
  package let defaultValue: JSONValue
  /// The scripts that know the argument; both for accelerate's.
  package let scripts: Set<Script>

  /// The choices that can be written on a command line, as texts.
  package var choiceTexts: [String]? { choices?.filter { $0 != .null }.map(PythonText.text) }
}
