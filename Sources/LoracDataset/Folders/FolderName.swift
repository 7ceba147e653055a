/// What sd-scripts reads from a folder's name below `--train_data_dir` (config_util.py:607-650).
package enum FolderName: Hashable, Sendable {
  /// `N_class`: trained, with that many repeats.
  case usable(repeats: Int, classTokens: String)
  /// A number below 1: skipped without a word.
  case withoutRepeats(repeats: Int)
  /// No number before the first underscore: ignored with a warning.
  case withoutNumber
  /// A number that no dataset can be repeated by.
  case tooManyRepeats

  /// Reads a name.
  package init(_ name: String) {
    let parts = name.unicodeScalars.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    let number = parts.first.map { String($0) } ?? ""
    switch PythonText.integer(number) {
    case .value(let repeats) where repeats >= 1:
      self = .usable(repeats: repeats, classTokens: parts.count > 1 ? String(parts[1]) : "")
    case .value(let repeats): self = .withoutRepeats(repeats: repeats)
    case .tooLarge(let isNegative): self = isNegative ? .withoutRepeats(repeats: Int.min) : .tooManyRepeats
    case .invalid: self = .withoutNumber
    }
  }
}
