/// What the name of a preview says, in the form of sd-scripts (library/train_util.py, sample_image_inference):
/// `<name>_e000002_00_20261121193000_42.png` after an epoch, `<name>_000024_…` after a step; without seed, no `_42`.
package struct SampleFileName: Sendable, Hashable {
  /// The epoch, from 1; nil if it counts steps.
  package var epoch: Int?
  /// The optimizer step; nil if it counts epochs.
  package var step: Int?
  /// Which prompt, from 0.
  package var prompt: Int
  /// When it was made, in local time: year to second, 14 digits.
  package var stamp: String
  /// The seed; nil if the prompt has none.
  package var seed: Int?

  /// Takes `file` apart, the name without folder; nil if it is no preview of the run `name`.
  package init?(_ file: String, of name: String) {
    guard file.hasPrefix(name + "_"), file.hasSuffix(".png") else { return nil }
    let parts = file.dropFirst(name.count + 1).dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4, let prompt = Self.digits(parts[1]), parts[2].count == 14,
      Self.digits(parts[2]) != nil
    else { return nil }
    self.prompt = prompt
    stamp = String(parts[2])
    if parts[0].hasPrefix("e") {
      guard let epoch = Self.digits(parts[0].dropFirst()) else { return nil }
      self.epoch = epoch
    } else {
      guard let step = Self.digits(parts[0]) else { return nil }
      self.step = step
    }
    if parts.count == 4 {
      guard let seed = Self.digits(parts[3]) else { return nil }
      self.seed = seed
    }
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}
